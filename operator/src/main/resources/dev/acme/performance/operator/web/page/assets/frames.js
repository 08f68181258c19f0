// Work in pieces, a frame each: whoever types or scrolls meanwhile waits for a piece, and not for all of it.

const waiting = [];

/** In the next frame, or in a moment where the page is not drawn. */
export function nextFrame(work) {
  let isDone = false;
  const once = () => {
    if (!isDone) {
      isDone = true;
      work();
    }
  };
  requestAnimationFrame(once);
  setTimeout(once, 250);
}

/** After what waits already, in a frame of its own. */
export function inTurn(piece) {
  waiting.push(piece);
  if (waiting.length === 1) {
    nextFrame(next);
  }
}

function next() {
  try {
    waiting[0]();
  } finally {
    waiting.shift();
    if (waiting.length > 0) {
      nextFrame(next);
    }
  }
}
