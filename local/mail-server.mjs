import { createServer } from 'node:http';
import { listPage, mailPage, page } from './mail-pages.mjs';
import { isLoopback } from './loopback.mjs';

/**
 * @typedef {import('./mail-store.mjs').Mail} Mail
 * @typedef {import('./mail-store.mjs').MailStore} MailStore
 * @typedef {{ status?: number, type: string, body: string | Buffer, headers?: Record<string, string> }} Answer
 */

const LONGEST_WAIT_SECONDS = 60;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; frame-src 'self'";
/** Mails are untrusted HTML: sandboxed, without scripts and external requests. */
const MAIL_POLICY =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * HTML pages, and a JSON API with long polling:
 * `GET /api/messages?to&subject&after&wait=<seconds>` and `GET /api/messages/<id>`.
 * @param {MailStore} store
 */
export function createMailServer(store) {
  return createServer((request, response) => {
    answer(store, request).then(
      ({ status = 200, type, body, headers }) =>
        response
          .writeHead(status, {
            'Content-Type': type,
            'X-Content-Type-Options': 'nosniff',
            'Cache-Control': 'no-store',
            ...headers,
          })
          .end(body),
      () => response.writeHead(500).end(),
    );
  });
}

/**
 * @param {MailStore} store
 * @param {import('node:http').IncomingMessage} request
 * @returns {Promise<Answer>}
 */
async function answer(store, request) {
  // Against DNS rebinding: pages of other sites must not read mails by resolving their own name to this machine.
  if (isLoopback(request.socket.localAddress) && !LOOPBACK.test(request.headers.host ?? '')) return notFound();
  if (request.method !== 'GET') return html(page('Not allowed', '<h1>Not allowed</h1>'), 405);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/') {
    const to = searchParams.get('to');
    return html(listPage(store.list({ to }), { before: searchParams.get('before'), to }));
  }
  if (pathname === '/api/messages') return json({ data: (await query(store, searchParams)).map(summary) });
  const [, api, id, part, index] =
    /^(\/api)?\/messages\/(\d{13}-\d{6})(\.eml|\/html|\/attachments)?(?:\/(\d{1,3}))?$/.exec(pathname) ?? [];
  const mail = id ? store.find(id) : null;
  if (!mail) return notFound();
  if (api) return part ? notFound() : json(details(mail));
  if (part === '/html') return mailDocument(mail);
  if (part === '/attachments') return attachment(mail, Number(index));
  if (part === '.eml') return download(mail.raw, 'message/rfc822', `${id}.eml`);
  return html(mailPage(mail));
}

/**
 * @param {MailStore} store
 * @param {URLSearchParams} parameters
 */
function query(store, parameters) {
  const filter = { to: parameters.get('to'), subject: parameters.get('subject'), after: parameters.get('after') };
  const wait = Math.min(Number(parameters.get('wait')) || 0, LONGEST_WAIT_SECONDS);
  return wait > 0 ? store.waitFor(filter, wait * 1000) : store.list(filter);
}

/** @param {Mail} mail */
function summary({ id, receivedAt, recipients, content: { from, subject, messageId } }) {
  return { id, receivedAt, from, recipients, subject: subject ?? '', messageId: messageId ?? null };
}

/** @param {Mail} mail */
function details(mail) {
  const { text, html: markup, headers, attachments } = mail.content;
  return {
    ...summary(mail),
    text: text ?? '',
    html: markup ?? '',
    headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])),
    attachments: attachments.map(({ filename, mimeType, method, content }) => ({
      filename,
      contentType: mimeType,
      method: method ?? null,
      base64: bytes(content).toString('base64'),
    })),
  };
}

/** @param {Mail} mail */
function mailDocument({ content }) {
  const body = `<base target="_blank">${content.html ?? ''}`;
  return html(body, 200, { 'Content-Security-Policy': MAIL_POLICY, 'Referrer-Policy': 'no-referrer' });
}

/**
 * @param {Mail} mail
 * @param {number} index
 */
function attachment({ content }, index) {
  const file = content.attachments[index];
  return file ? download(bytes(file.content), file.mimeType, file.filename ?? `attachment-${index + 1}`) : notFound();
}

/** @param {string | ArrayBuffer | Uint8Array} content */
function bytes(content) {
  return typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
}

/**
 * @param {Buffer} body
 * @param {string} type
 * @param {string} name
 * @returns {Answer}
 */
function download(body, type, name) {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  return { type: type.replace(/[^\w/+.-]/g, ''), body, headers: { 'Content-Disposition': disposition } };
}

/**
 * @param {string} body
 * @param {number} [status]
 * @param {Record<string, string>} [headers]
 * @returns {Answer}
 */
function html(body, status = 200, headers = { 'Content-Security-Policy': PAGE_POLICY }) {
  return { status, type: 'text/html; charset=utf-8', body, headers };
}

/**
 * @param {unknown} value
 * @returns {Answer}
 */
function json(value) {
  return { type: 'application/json', body: JSON.stringify(value) };
}

function notFound() {
  return html(
    page('Not found', '<h1>Not found</h1><p>There is no such mail (any more).</p><p><a href="/">All mail</a></p>'),
    404,
  );
}
