"""A command with subcommands, their help in the reader's language."""

from __future__ import annotations

import click

from owners_ledger.i18n import _


class Group(click.Group):
    """Subcommands are translated when they are called."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand, translated."""
        found = super().get_command(ctx, cmd_name)
        if found is not None:
            found.options_metavar = _("[选项]")
            found.help = found.help and _(found.help)
            for param in found.params:
                if isinstance(param, click.Option):
                    param.help = param.help and _(param.help)
                    param.metavar = param.metavar and _(param.metavar)
        return found
