"""assessment.json: the answer itself."""

from ..assessment import Assessment


def as_json(assessment: Assessment) -> str:
    """Write the assessment as JSON, one field a line, with a line break at the end."""
    return assessment.model_dump_json(indent=2) + "\n"
