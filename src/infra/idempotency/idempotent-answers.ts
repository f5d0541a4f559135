import { Injectable } from '@nestjs/common';
import { Sql } from '../database/sql.js';
import { mapStrings } from '../../kernel/json-strings.js';

const PAGE = 1_000;

/** Members of responses with personal data: names, addresses, texts that people wrote. */
const TEXT_MEMBERS = new Set([
  'attendeeEmail',
  'attendeeName',
  'cancelReason',
  'description',
  'email',
  'label',
  'location',
  'name',
  'notes',
  'organizerName',
  'reason',
  'slug',
  'title',
]);

interface StoredAnswer {
  readonly principal: string;
  readonly route: string;
  readonly key: string;
  /** Null when it does not mention the person who is erased. */
  readonly body: string | null;
}

/** Erasure (GDPR, article 17) in the stored responses of idempotency keys. */
@Injectable()
export class IdempotentAnswers {
  constructor(private readonly sql: Sql) {}

  /**
   * Deletes the person's own keys; in those of others that hold the person's id or address, or are about something of
   * theirs, the texts are blanked in `TEXT_MEMBERS`, and a retry is still recognized.
   * @param ids of resources that the person owns or shares with others
   */
  async forget(
    { userId, email }: { readonly userId: string; readonly email: string },
    ids: readonly string[],
    texts: readonly string[],
  ): Promise<void> {
    await this.sql.query('idempotency_forget', 'DELETE FROM idempotency_keys WHERE principal = $1', [`user:${userId}`]);
    const gone = new Set(texts.map((text) => text.toLowerCase())).add(email.toLowerCase());
    for (let last = ['', '', ''], isMore = true; isMore;) {
      const page = await this.page(last, [userId, email, ids]);
      for (const answer of page) if (answer.body !== null) await this.blank(answer, answer.body, gone);
      isMore = page.length === PAGE;
      const { principal, route, key } = page.at(-1) ?? { principal: '', route: '', key: '' };
      last = [principal, route, key];
    }
  }

  /** A page of stored responses, by keyset. The id of the resource stands first in a response. */
  private page(last: readonly string[], wanted: readonly unknown[]): Promise<StoredAnswer[]> {
    return this.sql.query<StoredAnswer>(
      'idempotency_about',
      `WITH page AS (
         SELECT principal, route, key, body FROM idempotency_keys
         WHERE (principal, route, key) > ($1, $2, $3) ORDER BY principal, route, key LIMIT ${PAGE})
       SELECT principal, route, key, CASE
         WHEN strpos(body, $4) > 0 OR strpos(lower(body), lower($5)) > 0
           OR substring(body from '"id":"([0-9a-f-]{36})"') = ANY($6::text[]) THEN body END AS body
       FROM page ORDER BY principal, route, key`,
      [...last, ...wanted],
    );
  }

  private async blank({ principal, route, key }: StoredAnswer, body: string, gone: ReadonlySet<string>): Promise<void> {
    // Encrypted ones are left alone.
    if (!body.startsWith('{') && !body.startsWith('[')) return;
    const left = mapStrings(JSON.parse(body) as object, (text, member) =>
      TEXT_MEMBERS.has(member) && gone.has(text.toLowerCase()) ? '' : text,
    );
    await this.sql.query(
      'idempotency_blank',
      'UPDATE idempotency_keys SET body = $4 WHERE principal = $1 AND route = $2 AND key = $3',
      [principal, route, key, JSON.stringify(left)],
    );
  }
}
