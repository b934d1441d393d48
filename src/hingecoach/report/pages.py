"""How pages are made of templates, for the report and for the page of scores."""

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment(package: str) -> Environment:
    """Give the templates of a package: text is escaped, and a name that is not there is an error.

    Parameters
    ----------
    package
        Its full name; the templates lie in its folder ``templates``.
    """
    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
