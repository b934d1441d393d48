"""The tables. People and entries are kept as the JSON of their models; the columns beside it are for finding them."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, MetaData, String, Table, Text, UniqueConstraint

metadata = MetaData()

people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name_key", String(400), nullable=False, unique=True, comment="the name, by which no two may be the same"),
    Column("body", Text, nullable=False, comment="history.Person"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(40), nullable=False, comment="a list of history.History"),
    Column("kept_at", String(30), nullable=False, comment="UTC"),
    Column("key", String(200), comment="what makes an entry of a log the same when it is imported again"),
    Column("video", String(50), comment="the clip's copy in the folder of videos"),
    Column("body", Text, nullable=False, comment="the entry's model"),
    UniqueConstraint("person", "key", name="entries_person_key"),
    Index("entries_person_kind", "person", "kind"),
)

files = Table(
    "files",
    metadata,
    Column("entry", ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

settings = Table(
    "settings",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", String(200), nullable=False),
)
