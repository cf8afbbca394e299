"""Pictures as people put them into chapters are printed, whatever their name, size or colours."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from shangmitong.press import pictures
from shangmitong.problem import ProblemsError


def saved(folder: Path, name: str, mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> Path:
    file = folder / name
    Image.new(mode, size).save(file)
    return file


def test_a_name_with_a_blank_or_in_chinese_is_the_name_on_disk() -> None:
    page = '<img src="../../assets/%E5%BE%AE%E4%BF%A1%20%E5%9B%BE.jpg"> <img src="../a&amp;b.png"> <img src="qr:/x">'
    assert pictures.named(json.dumps(page)) == ["a&b.png", "assets/微信 图.jpg"]


@pytest.mark.parametrize(("name", "mode", "kind"), [("a.bmp", "RGB", "PNG"), ("b.jpg", "CMYK", "JPEG")])
def test_what_the_typesetter_cannot_read_is_turned_into_what_it_can(
    tmp_path: Path, name: str, mode: str, kind: str
) -> None:
    with Image.open(BytesIO(pictures.printable(name, saved(tmp_path, name, mode)))) as picture:
        assert (picture.format, picture.mode, picture.size) == (kind, "RGB", (40, 30))


def test_a_photo_of_a_phone_is_made_as_fine_as_print_needs(tmp_path: Path) -> None:
    photo = saved(tmp_path, "a.jpg", size=(4000, 3000))
    with Image.open(BytesIO(pictures.printable("a.jpg", photo))) as picture:
        assert picture.size == (2100, 1575)


def test_a_picture_that_needs_nothing_keeps_its_bytes(tmp_path: Path) -> None:
    file = saved(tmp_path, "a.png")
    assert pictures.printable("a.png", file) == file.read_bytes()


def test_what_is_no_picture_is_named_with_its_cure(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_text("no picture", "utf-8")
    with pytest.raises(ProblemsError, match=r"docs/assets/a\.jpg:1:1: .*另存为"):
        pictures.printable("assets/a.jpg", file)


def test_a_picture_is_printed_no_wider_than_its_dots_allow(tmp_path: Path) -> None:
    data = saved(tmp_path, "a.png", size=(600, 900)).read_bytes()
    assert pictures.widest("a.png", data) == pytest.approx(50.8)
    assert pictures.widest("a.svg", b"<svg/>") is None
