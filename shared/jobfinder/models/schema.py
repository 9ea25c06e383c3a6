"""The form of an answer as a JSON schema that both vendors' strict modes accept.

Every object names all its keys as required and allows no other; there are no limits on lengths or numbers, which strict
modes refuse (https://platform.claude.com/docs/en/build-with-claude/structured-outputs,
https://developers.openai.com/api/docs/guides/structured-outputs). Limits stand in the prompt and are kept by code.
"""

from __future__ import annotations

from typing import Any

from jobfinder.domain.extraction.said import FIELDS, Met

Schema = dict[str, Any]
# How many entries of each list are asked for. With quotes of the lengths asked for, all of them together come to some
# 330 tokens (characters / 4); the newer tokenizers make a third more of that, and the cap is 500.
MOST = {
    "facts": 6, "requirements": 4, "strengths": 2, "concerns": 2,
    "skills": 4, "highlights": 1, "projects": 1, "keywords": 4, "gaps": 1,
}  # fmt: skip
ANSWERS = tuple(met.value for met in (Met.MET, Met.PARTIAL, Met.MISSING))


def answer_schema() -> Schema:
    """Return the schema of one answer."""
    return _object(
        facts=_list(_object(field=_one_of(tuple(FIELDS)), value=_TEXT, quote=_TEXT)),
        requirements=_list(_object(quote=_TEXT, met=_one_of(ANSWERS), evidence=_TEXT)),
        strengths=_list(_TEXT),
        concerns=_list(_TEXT),
        intake=_object(
            summary=_TEXT,
            skills=_list(_TEXT),
            highlights=_list(_TEXT),
            projects=_list(_TEXT),
            keywords=_list(_TEXT),
            gaps=_list(_TEXT),
        ),
    )


_TEXT: Schema = {"type": "string"}


def _object(**properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _one_of(names: tuple[str, ...]) -> Schema:
    return {"type": "string", "enum": list(names)}
