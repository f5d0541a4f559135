/** @typedef {import('./mail-store.mjs').Mail} Mail */

const STYLE = `
  :root { color-scheme: light dark; background: Canvas; color: CanvasText; font: 1rem/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
  a { color: LinkText; } a:focus-visible { outline: 3px solid; outline-offset: 2px; }
  ol { list-style: none; padding: 0; }
  li { border-bottom: 1px solid GrayText; padding: .75rem 0; overflow-wrap: anywhere; }
  li a { font-weight: 600; } li p { margin: 0; }
  dt { font-weight: 600; } dd { margin: 0 0 .5rem; overflow-wrap: anywhere; }
  iframe { width: 100%; height: 32rem; border: 1px solid GrayText; background: #fff; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }`;

/** Long polling for new mail, which is announced without moving what is being read. */
const NEWS = `
  const news = document.getElementById('news');
  for (;;) {
    const answer = await fetch('/api/messages?wait=25&' + news.dataset.query);
    const { data } = await answer.json();
    if (data.length === 0) continue;
    const link = document.createElement('a');
    link.href = news.dataset.list;
    link.textContent = 'Show new mail';
    news.replaceChildren(link);
    break;
  }`;

/** Mails per page of the list. */
const PAGE_SIZE = 200;

/**
 * @param {Mail[]} mails newest first
 * @param {{ before: string | null, to: string | null }} filter `before` is the id of a mail; the page begins with the
 *   one that came before it. `to` is the recipient of all of them, if any.
 * @returns {string} a page of the list as HTML
 */
export function listPage(mails, { before, to }) {
  const list = (/** @type {Record<string, string>} */ query = {}) =>
    escape(`/?${new URLSearchParams({ ...(to ? { to } : {}), ...query })}`);
  const rest = before === null ? mails : mails.filter(({ id }) => id < before);
  const shown = rest.slice(0, PAGE_SIZE);
  const older =
    rest.length > PAGE_SIZE ? `<p><a href="${list({ before: shown.at(-1)?.id ?? '' })}">Older mail</a></p>` : '';
  const items = shown.map(
    ({ id, receivedAt, recipients, content }) =>
      `<li><a href="/messages/${id}">${escape(content.subject || '(no subject)')}</a>
       <p>to ${escape(recipients.join(', '))}, ${time(receivedAt)}</p></li>`,
  );
  return page(
    'Mailbox',
    `<h1>Mailbox</h1>
     <p>Every e-mail that this Lyceum sent. None has left this machine.</p>
     <form><label>Recipient <input name="to" type="search" value="${escape(to ?? '')}"></label> <button>Show</button></form>
     <p id="news" role="status" data-list="${list()}"
        data-query="${escape(String(new URLSearchParams({ after: mails[0]?.id ?? '', ...(to ? { to } : {}) })))}"></p>
     ${before === null ? '' : `<p><a href="${list()}">Newest mail</a></p>`}
     ${items.length > 0 ? `<ol>${items.join('')}</ol>${older}` : '<p>Nothing has arrived yet.</p>'}
     <script type="module">${NEWS}</script>`,
  );
}

/**
 * @param {Mail} mail
 * @returns {string} one mail as HTML
 */
export function mailPage({ id, receivedAt, recipients, content }) {
  const { subject, from, html, text, attachments, headers } = content;
  const sender = from ? `${from.name ? `${from.name} ` : ''}<${from.address ?? ''}>` : '';
  const files = attachments.map(
    ({ filename, mimeType }, index) =>
      `<li><a href="/messages/${id}/attachments/${index}" download>${escape(filename ?? `attachment ${index + 1}`)}</a>
       (${escape(mimeType)})</li>`,
  );
  const title = subject || '(no subject)';
  return page(
    title,
    `<p><a href="/">All mail</a></p>
     <h1>${escape(title)}</h1>
     <dl><dt>From</dt><dd>${escape(sender)}</dd>
       <dt>To</dt><dd>${escape(recipients.join(', '))}</dd>
       <dt>Received</dt><dd>${time(receivedAt)}</dd></dl>
     ${files.length > 0 ? `<h2>Attachments</h2><ul>${files.join('')}</ul>` : ''}
     ${
       html
         ? `<h2>Formatted</h2><iframe title="Formatted mail" src="/messages/${id}/html"
            sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
         : ''
     }
     ${text ? `<h2>Plain text</h2><pre>${withLinks(text)}</pre>` : ''}
     <details><summary>Headers</summary>
       <pre>${headers.map(({ originalKey, value }) => escape(`${originalKey}: ${value}`)).join('\n')}</pre></details>
     <p><a href="/messages/${id}.eml" download>Download the mail</a></p>`,
  );
}

/**
 * @param {string} title
 * @param {string} body
 */
export function page(title, body) {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`;
}

/** @param {string} text */
function withLinks(text) {
  return text
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${escape(part)}" target="_blank" rel="noreferrer">${escape(part)}</a>` : escape(part),
    )
    .join('');
}

/** @param {string} iso */
function time(iso) {
  return `<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
