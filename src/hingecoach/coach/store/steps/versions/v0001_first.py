"""The first form: people, their entries, the files of entries, settings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "people",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name_key", sa.String(400), nullable=False, unique=True),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("person", sa.String(32), sa.ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("kept_at", sa.String(30), nullable=False),
        sa.Column("key", sa.String(200)),
        sa.Column("video", sa.String(50)),
        sa.Column("body", sa.Text, nullable=False),
        sa.UniqueConstraint("person", "key", name="entries_person_key"),
    )
    op.create_index("entries_person_kind", "entries", ["person", "kind"])
    op.create_table(
        "files",
        sa.Column("entry", sa.String(32), sa.ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("name", sa.String(100), primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("value", sa.String(200), nullable=False),
    )
