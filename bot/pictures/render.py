"""SVG to PNG in a process of its own: the renderer holds the interpreter's lock, and would stall everybody's replies."""

from __future__ import annotations

import asyncio
import json
import multiprocessing
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any, Final

from bot.pictures.charts import draw

FONTS: Final = Path(__file__).parent / "fonts"
_KEPT = 64


class Painter:
    """Draws and renders charts; the latest pictures are kept, since people look twice."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def png(self, spec: Mapping[str, Any]) -> bytes:
        """Return the PNG of a chart. Raises ``ValueError`` if ``spec`` is no chart."""
        key = json.dumps(spec, sort_keys=True)
        if key not in self._kept:
            self._kept[key] = await self._render(draw(spec))
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    def close(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    async def _render(self, drawing: str) -> bytes:
        try:
            return await self._submit(drawing)
        except BrokenProcessPool:
            # Something outside ended the process; one new try, and then the error is the caller's.
            self._pool = None
            return await self._submit(drawing)

    async def _submit(self, drawing: str) -> bytes:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"))
        return await asyncio.get_running_loop().run_in_executor(self._pool, render, drawing)


def render(drawing: str) -> bytes:
    """Render an SVG with the packaged fonts alone, so that every machine shows the same."""
    import resvg_py  # noqa: PLC0415 only the rendering process needs it

    fonts = [str(path) for path in sorted(FONTS.glob("*.otf"))]
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, font_files=fonts, skip_system_fonts=True, font_family="Pretendard"))
