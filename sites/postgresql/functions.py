"""The functions that the policies call where a condition would be too long, too dear, or would ask itself.

PostgreSQL plans the statements of such a function once for a session. All but two of them read as the policies allow:
what the scope does not show, they do not find.
"""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from ..ownership import About, InTree, OfPerson, Through, belonging_of
from ..row_security import PRACTICE, SCOPE, is_account, is_before_any_scope, is_here, keys_of, own_rows, tables

FOLDER = f"SELECT c.path FROM wagtailcore_collection c JOIN practices_practice p ON p.collection_id = c.id WHERE p.id = {PRACTICE}"
IS_OPERATOR = "SELECT EXISTS (SELECT 1 FROM practices_user u WHERE u.id = $1 AND u.is_superuser)"
# An operator opens practices and visits them, and the rows that say so name them.
MAY_NAME = "EXISTS (SELECT 1 FROM practices_user u WHERE u.id = $1) OR anteroom_is_operator($1)"


def functions(connection) -> Iterator[str]:
    """SQL that makes each function; ``connection`` knows the types of the keys."""
    yield _among_all("anteroom_folder()", "text", FOLDER)  # the policy of folders asks this
    yield _among_all("anteroom_is_operator(bigint)", "boolean", IS_OPERATOR)
    yield _answer("anteroom_may_name(bigint)", MAY_NAME)
    yield _is_own(connection)
    yield _is_named()
    targets = {field.related_model for model in tables().values() for field in keys_of(model)}
    for target in sorted(targets, key=lambda model: model._meta.label):
        if not is_account(target):
            yield _sees(target, connection)


def _sees(target: type[Model], connection) -> str:
    """Whether a key names a row that is seen in the scope."""
    table, pk = target._meta.db_table, target._meta.pk
    found = f'EXISTS (SELECT 1 FROM "{table}" t WHERE t.{pk.column} = $1)'
    return _answer(f"anteroom_sees_{table}({pk.rel_db_type(connection)})", found)


def _answer(signature: str, condition: str) -> str:
    return f"""
CREATE FUNCTION {signature} RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN {condition};
END $$"""


def _among_all(signature: str, kind: str, question: str) -> str:
    """A question that is asked of all practices' rows; afterwards, and after an error, the scope is what it was."""
    return f"""
CREATE FUNCTION {signature} RETURNS {kind} LANGUAGE plpgsql STABLE AS $$
DECLARE
    scope text := {SCOPE};
    answer {kind};
BEGIN
    PERFORM set_config('anteroom.scope', 'all', true);
    answer := ({question});
    PERFORM set_config('anteroom.scope', scope, true);
    RETURN answer;
END $$"""


def _is_own(connection) -> str:
    """Whether what a content type and an id name belongs to the practice in scope.

    At the installation's own host it is what belongs to no practice, and what is looked up before there is one.
    """
    questions: dict[str, list[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        if isinstance(belonging_of(model), Through | About | InTree | OfPerson):
            questions.setdefault(_is_own_subject(model, connection), []).append(model)
    practices = [model for models in questions.values() for model in models if _is_a_practices(model)]
    branches = "\n".join(
        f"    WHEN subject IN ({_labels(models)}) THEN\n        RETURN {question};"
        for question, models in questions.items()
    )
    return f"""
CREATE FUNCTION anteroom_is_own(integer, text) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
    subject text := (SELECT app_label || '.' || model FROM django_content_type WHERE id = $1);
BEGIN
    CASE
    WHEN {SCOPE} = 'installation' THEN
        RETURN subject NOT IN ({_labels(practices)});
{branches}
    ELSE
        RETURN false;
    END CASE;
END $$"""


def _is_own_subject(model, connection) -> str:
    belonging = belonging_of(model)
    if is_account(model):
        return is_here("$2::bigint")  # not by the table of accounts, whose policy asks for whoever is named
    if isinstance(belonging, OfPerson):
        return "false"
    if isinstance(belonging, Through):  # a page's type adds nothing to what the table of all pages says
        model = model._meta.get_field(belonging.path.partition("__")[0]).model
    table, pk = model._meta.db_table, model._meta.pk
    own = own_rows(model, "s")
    return f'EXISTS (SELECT 1 FROM "{table}" s WHERE s.{pk.column} = $2::{pk.rel_db_type(connection)} AND {own})'


def _is_a_practices(model) -> bool:
    return not isinstance(belonging_of(model), OfPerson) and not is_before_any_scope(model)


def _labels(models) -> str:
    return ", ".join(sorted(f"'{model._meta.label_lower}'" for model in models))


def _is_named() -> str:
    """Whether a row of the practice in scope names an account: its author, its approver, a visitor."""
    named = [
        (isinstance(belonging_of(model), About), model._meta.db_table, field.column)
        for model in tables().values()
        for field in keys_of(model)
        if is_account(field.related_model) and isinstance(belonging_of(model), Through | About)
    ]
    # What asks for its subject comes last, because it is dear.
    found = "\n".join(
        f'    IF EXISTS (SELECT 1 FROM "{table}" t WHERE t.{column} = $1) THEN RETURN true; END IF;'
        for _, table, column in sorted(named)
    )
    return f"""
CREATE FUNCTION anteroom_is_named(bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
{found}
    RETURN false;
END $$"""
