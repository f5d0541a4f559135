import { Injectable } from '@nestjs/common';
import { Sql } from '../../../infra/database/sql.js';
import { withoutWords } from '../../../kernel/whole-words.js';
import { inBatches } from '../../../kernel/batches.js';
import type { Traces } from '../../people/users/users.api.js';

interface Mention {
  readonly id: string;
  readonly title: string;
  readonly message: string;
}

/** Erases a person from the notifications of others. */
@Injectable()
export class NotificationMentions {
  constructor(private readonly sql: Sql) {}

  /**
   * Deletes notifications from before the erasure about what was the person's own, because they may show a former name.
   * Those that notify others of the erasure stay, without the person's texts. Both are found by the ids in `about`.
   */
  async erase({ own, texts }: Pick<Traces, 'own' | 'texts'>, since: Date): Promise<void> {
    for (const ids of inBatches(own)) {
      await this.sql.query(
        'notifications_forget_own',
        'DELETE FROM notifications WHERE about && $1::uuid[] AND created_at < $2',
        [ids, since],
      );
      const mentions = await this.sql.query<Mention>(
        'notifications_about',
        'SELECT id, title, message FROM notifications WHERE about && $1::uuid[]',
        [ids],
      );
      for (const mention of mentions) await this.blank(mention, texts);
    }
  }

  private async blank({ id, title, message }: Mention, texts: readonly string[]): Promise<void> {
    const left = [title, message].map((text) => withoutWords(texts, text, '…'));
    if (left[0] === title && left[1] === message) return;
    await this.sql.query('notification_blank', 'UPDATE notifications SET title = $2, message = $3 WHERE id = $1', [
      id,
      ...left,
    ]);
  }
}
