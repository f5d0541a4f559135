import { Injectable } from '@nestjs/common';
import { Sql } from '../../infra/database/sql.js';
import type { Traces } from '../users/users.api.js';

/** The ids of what a notification is about, and of who did it. */
const IS_ABOUT = (ids: string) =>
  `(metadata ->> 'actorId' = ANY(${ids}::text[]) OR metadata ->> 'userId' = ANY(${ids}::text[])
    OR metadata ->> 'bookingId' = ANY(${ids}::text[]) OR metadata ->> 'seriesId' = ANY(${ids}::text[]))`;

interface Mention {
  readonly id: string;
  readonly title: string;
  readonly message: string;
}

/** What the notifications of others say of a person. */
@Injectable()
export class NotificationMentions {
  constructor(private readonly sql: Sql) {}

  /**
   * What was told before somebody left is of no use to anybody, and may show a name that the person had then: it goes.
   * That they left stays, and so does what is about others too, without the texts of the person.
   */
  async erase({ own, shared, texts }: Traces, since: Date): Promise<void> {
    await this.sql.query(
      'notifications_forget_own',
      `DELETE FROM notifications WHERE created_at < $2 AND ${IS_ABOUT('$1')}`,
      [own, since],
    );
    const mentions = await this.sql.query<Mention>(
      'notifications_mentioning',
      `SELECT id, title, message FROM notifications
       WHERE ${IS_ABOUT('$1')} AND EXISTS (
         SELECT FROM unnest($2::text[]) AS gone WHERE strpos(title || ' ' || message, gone) > 0)`,
      [[...own, ...shared], texts],
    );
    for (const { id, title, message } of mentions)
      await this.sql.query('notification_blank', 'UPDATE notifications SET title = $2, message = $3 WHERE id = $1', [
        id,
        without(texts, title),
        without(texts, message),
      ]);
  }
}

function without(texts: readonly string[], text: string): string {
  return texts.reduce((left, gone) => left.replaceAll(gone, '…'), text);
}
