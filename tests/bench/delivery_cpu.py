"""CPU per graded answer, beside a bare python-telegram-bot echo: `python -m tests.bench.delivery_cpu`.

A graded answer is: the press comes in, is stored, graded, the belief updated, everything committed, the press answered and
the message turned into the result. The echo is what the library does as it comes: a text comes in, the same text goes out,
nothing is kept. Fifty people each wait for their result before they go on, so that all three work as fast as they can. Each
runs in a process pinned to one core; the server and the people are another process on another core. What is printed is the
process's own CPU time, kernel included, per answer; wall-clock time and the other processes of the machine hardly show in it.
"""

from __future__ import annotations

import asyncio
import gc
import os
import random
import resource
import signal
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp
from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.app import App, Tuning
from bot.callbacks import Pick, pack
from bot.clock import SystemClock
from bot.coach import Coach
from bot.delivery.limits import Limits, Rate
from bot.gapwise import Gapwise
from bot.local.server import BotApiServer, Call
from bot.pictures.render import Painter
from bot.settings import Settings
from bot.usecases import enrol
from questions.loading import load_bank
from questions.model import Asking, Bank, Format, Quiz, QuizKind
from storage.engine import open_engine
from storage.migrate import migrate
from storage.unit import Database, UnitOfWork

TOKEN = "123456:for-the-benchmark"
PEOPLE = 50
WARM_UP = 200
ANSWERS = 2000
FAST = Rate(1e6, 1000)


# --------------------------------------------------------------------------- the three that are compared


async def ours(url: str, database_url: str) -> None:
    """Run the whole bot, its limits lifted."""
    settings = Settings(_env_file=None, telegram_bot_token=TOKEN, telegram_api_url=url, database_url=database_url, health_port=0)
    coach, painter = Coach.of(load_bank()), Painter()
    tuning = Tuning(Limits(FAST, FAST, FAST, FAST))
    gc.freeze()  # as the command line does
    await App(settings, lambda database: Gapwise(coach, database, painter), SystemClock(), random.Random(1), tuning).run()


async def echo(url: str, *, concurrent: bool) -> None:
    """Run a bare echo with the library's default transport."""
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot")
    application = builder.concurrent_updates(True).build() if concurrent else builder.build()

    async def answer(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None and update.message.text is not None:
            await update.message.reply_text(update.message.text)

    application.add_handler(MessageHandler(filters.TEXT, answer))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        await asyncio.Event().wait()


def tell_cpu(_signal: int, _frame: object) -> None:
    """Print the CPU seconds this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    sys.stdout.write(f"{used.ru_utime + used.ru_stime}\n")
    sys.stdout.flush()


# --------------------------------------------------------------------------- the people


def furnish(database_url: str, bank: Bank) -> dict[int, list[str]]:
    """Ask everybody many questions at once, and return the presses that answer them."""
    engine = open_engine(database_url)
    migrate(engine)
    database, rng, at = Database(engine), random.Random(2), datetime.now(UTC)  # noqa: TID251 the bot's clock is the machine's here
    coach = Coach.of(bank)
    singles = [each for each in bank.questions.values() if each.format is Format.SINGLE]
    each_asked = (WARM_UP + ANSWERS) // PEOPLE + 1

    def ask(uow: UnitOfWork) -> dict[int, list[str]]:
        presses: dict[int, list[str]] = defaultdict(list)
        for user in range(1, PEOPLE + 1):
            case = enrol.meet(uow, coach, user, user, "en", at, rng)
            quiz = uow.quizzes.add(Quiz(0, case.learner.id, QuizKind.PRACTICE, each_asked, at, at.date()))
            for place in range(each_asked):
                question = singles[(place * 7 + user) % len(singles)]
                order = tuple(rng.sample(range(len(question.options)), len(question.options)))
                asked = uow.quizzes.ask(Asking(0, case.learner.id, quiz.id, question.id, place, order, at))
                presses[user].append(pack(Pick(asked.id, rng.randrange(len(order)))))
        return presses

    presses = database.run(ask)
    database.close()
    return presses


@dataclass
class People:
    """Fifty people who each wait for their answer before they send the next thing."""

    act: Callable[[int, int], None]
    answered: str
    total: int = 0
    left: int = 0
    done: int = 0
    turns: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    finished: asyncio.Event = field(default_factory=asyncio.Event)

    def on_call(self, call: Call) -> None:
        """Go on when the answer has come."""
        if call.error is not None:
            sys.stderr.write(f"refused: {call.method} {call.error}\n")
        if call.method != self.answered or self.finished.is_set():
            return
        self.done += 1
        if self.left > 0:
            self._next(int(str(call.params.values["chat_id"])))
        if self.done == self.total:
            self.finished.set()

    def _next(self, user: int) -> None:
        self.left -= 1
        self.turns[user] += 1
        asyncio.get_running_loop().call_soon(self.act, user, self.turns[user] - 1)

    async def go(self, answers: int) -> None:
        """Let so many answers happen."""
        self.left = self.total = answers
        self.done = 0
        self.finished.clear()
        for user in range(1, PEOPLE + 1):
            self._next(user)
        await self.finished.wait()


async def measure(role: str) -> float:
    """Return the milliseconds of CPU per answer."""
    with tempfile.TemporaryDirectory() as folder:
        database_url = f"sqlite:///{folder}/bench.db"
        presses = furnish(database_url, load_bank()) if role == "ours" else {}
        server: BotApiServer | None = None

        def act(user: int, turn: int) -> None:
            assert server is not None
            if role == "ours":
                server.people.press(user, first[user], presses[user][turn])
            else:
                server.people.say(user, f"text {turn}")

        people = People(act, "editmessagetext" if role == "ours" else "sendmessage")
        server = BotApiServer(token=TOKEN, now=lambda: datetime.now(UTC), on_call=people.on_call)  # noqa: TID251 a real clock
        port = await server.start()
        first = await _messages(server, port) if role == "ours" else {}
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bench.delivery_cpu", role, f"http://127.0.0.1:{port}", database_url, stdout=asyncio.subprocess.PIPE
        )
        assert child.stdout is not None
        await people.go(WARM_UP)
        before = await _cpu(child)
        await people.go(ANSWERS)
        after = await _cpu(child)
        child.kill()
        await child.wait()
        await server.stop()
    return (after - before) / ANSWERS * 1000


async def _cpu(child: asyncio.subprocess.Process) -> float:
    assert child.stdout is not None
    child.send_signal(signal.SIGUSR1)
    return float(await child.stdout.readline())


async def _messages(server: BotApiServer, port: int) -> dict[int, int]:
    """Give everybody a message of the bot's whose buttons they can press."""
    found = {}
    async with aiohttp.ClientSession() as session:
        for user in range(1, PEOPLE + 1):
            server.people.start(user)
            payload = {"chat_id": user, "text": "question"}
            async with session.post(f"http://127.0.0.1:{port}/bot{TOKEN}/sendMessage", json=payload) as answer:
                found[user] = (await answer.json())["result"]["message_id"]
        await session.post(f"http://127.0.0.1:{port}/bot{TOKEN}/getUpdates", json={"offset": 10**12})
    return found


async def compare() -> int:
    """Measure all three and print them; 1 when a graded answer costs more than the echo that handles people side by side."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    told = {}
    for role, name in (
        ("concurrent", "bare echo, people side by side"),
        ("sequential", "bare echo, one by one"),
        ("ours", "graded answer"),
    ):
        told[role] = await measure(role)
        sys.stdout.write(f"{name:32} {told[role]:6.2f} ms of CPU\n")
        sys.stdout.flush()
    return int(told["ours"] >= told["concurrent"])


async def play(role: str, url: str, database_url: str) -> None:
    """Be one of the three, on the other core."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    signal.signal(signal.SIGUSR1, tell_cpu)
    await (ours(url, database_url) if role == "ours" else echo(url, concurrent=role == "concurrent"))


def main(args: Sequence[str]) -> int:
    """Compare, or be what is compared."""
    if args:
        asyncio.run(play(*args))
        return 0
    return asyncio.run(compare())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
