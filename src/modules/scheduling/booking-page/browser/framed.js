/** Whether another page shows this one in a frame. */
export const isFramed = window.parent !== window;

/**
 * Tells the page around, which may be anybody's whom the setting allows, nothing that is not on its screen.
 * @param {{ height: number } | { isBooked: true }} news
 */
export function tellAround(news) {
  if (isFramed) window.parent.postMessage({ from: 'lyceum', ...news }, '*');
}

/** Keeps the frame as high as the page. */
export function keepHeight() {
  if (!isFramed) return;
  const { body } = document;
  new ResizeObserver(() => tellAround({ height: body.offsetHeight })).observe(body);
}
