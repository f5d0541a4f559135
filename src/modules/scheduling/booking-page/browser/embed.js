/*
 * For other sites: `<div data-lyceum-book="slug">` shows the booking page in its place, and `<button data-lyceum-popup="slug">`
 * opens it in a dialog. `data-lyceum-query="duration=30"` is what the address says besides. It has no dependencies, sets no
 * cookies, and calls `lyceum:booked` on the element when somebody has booked.
 */
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { origin } = new URL(script.src);
  const LOWEST_PX = 480;

  /**
   * @param {HTMLElement} place
   * @param {string} slug
   */
  function frameFor(place, slug) {
    const frame = document.createElement('iframe');
    const query = place.dataset.lyceumQuery?.replace(/^\?/, '');
    frame.src = `${origin}/book/${encodeURIComponent(slug)}${query ? `?${query}` : ''}`;
    frame.title = place.dataset.lyceumTitle ?? place.textContent?.trim() ?? '';
    if (!frame.title) frame.title = slug;
    Object.assign(frame.style, { border: '0', width: '100%', height: `${LOWEST_PX}px`, colorScheme: 'normal' });
    window.addEventListener('message', ({ source, origin: from, data }) => {
      if (source !== frame.contentWindow || from !== origin || data?.from !== 'lyceum') return;
      if (data.height > 0 && !frame.closest('dialog')) frame.style.height = `${Math.ceil(data.height)}px`;
      if (data.isBooked) place.dispatchEvent(new CustomEvent('lyceum:booked', { bubbles: true }));
    });
    return frame;
  }

  /**
   * @param {HTMLElement} opener
   * @param {string} slug
   */
  function openDialog(opener, slug) {
    const dialog = document.createElement('dialog');
    const close = document.createElement('button');
    close.textContent = '×';
    close.setAttribute('aria-label', opener.dataset.lyceumClose ?? 'Close');
    close.addEventListener('click', () => dialog.close());
    const frame = frameFor(opener, slug);
    frame.style.height = '80vh';
    Object.assign(dialog.style, { width: 'min(64rem, 96vw)', padding: '0.5rem', border: '0', borderRadius: '0.75rem' });
    Object.assign(close.style, { display: 'block', marginLeft: 'auto', width: '2.75rem', height: '2.75rem' });
    dialog.append(close, frame);
    dialog.addEventListener('close', () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  /**
   * Each element once, however often a site has this script.
   * @param {string} attribute
   */
  function unserved(attribute) {
    const found = document.querySelectorAll(`[${attribute}]:not([data-lyceum-served])`);
    const elements = /** @type {HTMLElement[]} */ ([...found]);
    for (const element of elements) element.dataset.lyceumServed = '';
    return elements;
  }

  function start() {
    for (const place of unserved('data-lyceum-book')) place.append(frameFor(place, place.dataset.lyceumBook ?? ''));
    for (const opener of unserved('data-lyceum-popup'))
      opener.addEventListener('click', () => openDialog(opener, opener.dataset.lyceumPopup ?? ''));
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
