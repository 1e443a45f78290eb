"""The command line: ``alliance-docs COMMAND``. Each command is one module, imported only when it runs."""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module

import click

from alliance_docs import __version__
from alliance_docs.cli.firm_folder import program_firm, with_firm
from alliance_docs.cli.folders import program_folders, with_folders
from alliance_docs.cli.words import _, choose
from alliance_docs.errors import UserError

COMMANDS = {
    "new": "新建案卷：回答问题，起草整套材料",
    "ask": "继续回答尚未回答的问题",
    "build": "由案卷起草（重新起草）材料",
    "check": "检查案卷或者 .docx 文件",
    "explain": "解释一条检查规则或者政策要求",
    "jurisdictions": "列出管辖制度及其文书",
    "facts": "列出可以填写的全部事实",
    "attach": "登记证照、决议等附件",
    "members": "成员单位名单和变更：加入、退出、除名、更名、合并、更换",
    "changes": "变更记录：查看、撤销、更正、职位和约定的变更",
    "seal": "封存报送的材料；受理部门要求补正的，另作补正材料",
    "compare": "对照两套材料、两个日期或者两个文件，写出带修订的 Word 文件",
    "adopt": "采纳在 Word 中改过的文书，以后起草时保留",
    "versions": "发出讨论稿、征求意见稿等文稿，发出后不再改写",
    "opinions": "成员单位对文稿的意见：登记、决定、写入，汇总表和答复函",
    "clauses": "条款的来源、自己的文本，待决定的冲突",
    "due": "列出应办事项和期限，可以写成日历文件",
    "templates": "检查管辖制度资料和条款文本（templates lint）",
}
"""Command name → one line of help; the module ``cli.<name>`` holds a click command called ``command``."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are asked for, so that ``--help`` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names in the order of use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command's module and return its command, with the option every command has."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"alliance_docs.cli.{cmd_name}_command").command
        assert isinstance(command, click.Command)
        return with_firm(with_folders(command))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, but an unknown command names the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from alliance_docs.errors import nearest

            raise UserError(
                _("没有命令“{name}”", name=args[0]),
                remedy=nearest(args[0], COMMANDS) or _("可用的命令：{names}", names="、".join(COMMANDS)),
            )
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands from the table, importing none of them."""
        with formatter.section(_("命令")):
            formatter.write_dl([(name, _(line)) for name, line in COMMANDS.items()])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="alliance-docs")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=None,
    help="界面语言 / interface language",
    is_eager=True,
    expose_value=False,
    callback=lambda _context, _option, value: choose(value) if value else None,
)
@program_folders
@program_firm
def cli() -> None:
    """起草、检查和维护产业技术创新联盟的组建与备案材料。"""


def main() -> None:
    """Run the command line; every mistake of a user ends in one clear line and status 2."""
    choose(None)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins takes longer than we do
    if sys.stdin is None:  # closed by the caller: as good as empty
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - lives as long as the process
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        status = cli.main(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except UserError as error:
        _say(str(error))
        sys.exit(2)
    except click.ClickException as error:
        _say(error.format_message())
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        _say(_("已中断；已经回答的内容都已保存。"))
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if os.environ.get("ALLIANCE_DOCS_DEBUG"):
            raise
        _say(_of_the_system(error))
        sys.exit(2)
    except Exception as error:
        if os.environ.get("ALLIANCE_DOCS_DEBUG"):
            raise
        _say(_("程序内部错误（{kind}：{error}）。请带上这一行报告问题；设置 ALLIANCE_DOCS_DEBUG=1 可以看到详情。", kind=type(error).__name__, error=error))
        sys.exit(3)


def _of_the_system(error: OSError) -> str:
    """One line for a file error that no command expected: too long a name, no permission, no room."""
    known = {
        errno.ENAMETOOLONG: _("名称太长"), errno.EACCES: _("没有权限"), errno.EPERM: _("没有权限"),
        errno.ENOSPC: _("磁盘空间不足"), errno.ENOENT: _("文件或者文件夹不存在"), errno.EROFS: _("磁盘只读"),
    }  # fmt: skip
    what = known.get(error.errno or 0, error.strerror or type(error).__name__)
    where = f"{str(error.filename)[:120]}：" if error.filename else ""
    return f"{where}{what}"


def _say(message: str) -> None:
    for line in message.splitlines():
        click.echo(_("错误：{message}", message=line), err=True)
