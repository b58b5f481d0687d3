"""Makes the pictures of the README from the screenshots of the journeys: `python -m tests.support.tour`."""

from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SHOTS, TOUR = ROOT / "screenshots", ROOT / "docs" / "tour"
LARGEST = 150_000  # bytes
# Screenshot → where it is cut off, in pixels from the top at 1280 px wide (320: on a phone).
PICTURES = {
    "balie-1280": 1250,
    "intake-1280": 1250,
    "wie-helpt-1280": 1000,
    "toewijzen-ulla-1280": 900,
    "menu-kiezen-1280": 1300,
    "plan-1280": 1500,
    "inkomen-verandert-1280": 1800,
    "overdracht-1280": 1100,
    "welkom-1280": 1100,
    "plan-gemeente-1280": 1100,
    "verloop-1280": 1000,
    "thuis-320": 1100,
}


def picture(name, height):
    """One picture: cut off, half as wide when it is a desk screen, in as few colours as keep it small."""
    image = Image.open(SHOTS / f"{name}.png").convert("RGB")
    image = image.crop((0, 0, image.width, min(height, image.height)))
    if image.width > 1000:
        image = image.resize((960, image.height * 960 // image.width), Image.Resampling.LANCZOS)
    target = TOUR / f"{name.rsplit('-', 1)[0]}.png"
    for colours in (256, 128, 64, 32):
        image.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
        if target.stat().st_size <= LARGEST:
            return target
    raise ValueError(f"{target} is larger than {LARGEST} bytes: cut it off higher")


def main():
    """Every picture of the tour; says which screenshot is missing."""
    TOUR.mkdir(exist_ok=True)
    for name, height in PICTURES.items():
        if (SHOTS / f"{name}.png").exists():
            print(picture(name, height).relative_to(ROOT))
        else:
            print(f"{name}: no screenshot; run `make shots`")


if __name__ == "__main__":
    main()
