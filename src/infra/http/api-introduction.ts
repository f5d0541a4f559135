import { API_KEY, GENERAL } from '../config/infra-limits.js';

/** Getting started: the description of the OpenAPI document, in Markdown. */
export const API_INTRODUCTION = `
The backend for places that teach and advise: what can be booked, when it is free, who booked it, and who has to hear of it.

## Get a token

\`POST /api/v1/auth/register\` makes an account and signs it in; \`POST /api/v1/auth/login\` signs in later. The answer has an
\`accessToken\` for 15 minutes, which every other call sends:

\`\`\`
curl https://lyceum.example/api/v1/users/me -H 'Authorization: Bearer <accessToken>'
\`\`\`

Before it ends, \`POST /api/v1/auth/refresh\` exchanges the \`refreshToken\` for new ones. Each refresh token works once, and
for ten seconds again, in case the answer was lost: one that is used later ends the login session. Pages of this server keep it in a
cookie that no script reads (\`/api/v1/auth/browser/…\`).

## API keys

An app that acts for somebody all the time gets a key instead: \`POST /api/v1/api-keys\` answers \`lyk_...\` once, and the app
sends it as it would send an access token. A key has scopes, such as \`bookings:read\`; each operation says which one it needs
or that no key may call it. \`:write\` includes \`:read\`, and no key may do more than whoever made it. Each key has a limit
of its own (\`${API_KEY.name}\`) and an end; \`POST /api/v1/api-keys/{id}/rotate\` replaces it without a gap.

## Requests

JSON in camelCase. An unknown field or parameter is refused and named, with what may have been meant. Ids are UUIDs. Times are
ISO 8601, with \`Z\` or an offset in and UTC out; durations are whole minutes. Texts are trimmed, and NUL and halves of
surrogate pairs are refused. A text of the format \`line\` has no line breaks and no invisible characters, \`time-zone\` is an IANA
name, \`recurrence-rule\` a rule of RFC 5545, and \`local-date-time\` a time such as \`20270131T090000\`.

## Lists

\`{data, meta}\`, with \`limit\` items (20, at most 100). Go on with \`cursor\`: the \`meta.nextCursor\` of the page before, while
\`meta.hasMore\`. With \`page\` a list answers numbered pages and \`meta.total\`. \`sort\` takes fields, \`-\` for descending.

## Safe repetition

Send an \`Idempotency-Key\` of your own making (a UUID) with a POST that takes one. After a cut connection the same key and
body get the first answer again, for 24 hours; another body under the same key is refused with \`idempotency_key_reused\`.

## Changes that do not overwrite

What has a \`version\` is answered with an \`ETag\`. Send it as \`If-Match\` with a change: 412 says that somebody was faster.
A GET with \`If-None-Match\` answers 304 while nothing is new.

## Errors

Every error is a problem document (RFC 9457) with a stable \`code\`, and \`errors\` for each field. Branch on \`code\`, never on
texts: the schema of each operation has the codes that it answers, and \`/docs/errors\` explains all of them. What any request
can fail for, whatever it asks (limits, failures, bodies that are too long or no JSON), stands under \`default\`. What you may
not know about answers 404. Every answer has an \`X-Request-Id\`, which a problem repeats as \`requestId\`: quote it when you
ask for help.

## Limits

Each operation says which limit its requests count in; \`${GENERAL.name}\` is ${GENERAL.usual} for each caller unless the
installation set another. \`RateLimit\` and \`RateLimit-Policy\` tell how much is left; a 429 has \`Retry-After\`.

## Versions

Within \`/api/v1\` members are added and nothing is taken away: ignore what you do not know. What is deprecated says so here
and in its answers (\`Deprecation\`, \`Sunset\`, \`Warning\`).
`.trim();
