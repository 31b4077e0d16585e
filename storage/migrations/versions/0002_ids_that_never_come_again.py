"""Ids that never come again: SQLite would give those of erased rows to new ones, and old buttons would mean these."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return  # others count on by themselves
    for name in ("learners", "quizzes", "askings", "outbox"):
        with op.batch_alter_table(name, recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass


def downgrade() -> None:
    """Leave it: older code works with such tables as well."""
