import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { MailReviewer, type MailToSend } from './mail.api.js';

/** Asks the features whether their mails still say what is so (every provider that extends `MailReviewer`). */
@Injectable()
export class MailReviews {
  private reviewers?: ReadonlyMap<string, MailReviewer>;

  constructor(private readonly discovery: DiscoveryService) {}

  /** @returns the mail with what it says now; null when there is nothing to say any more */
  async of<Mail extends MailToSend>(mail: Mail): Promise<Mail | null> {
    this.reviewers ??= this.find();
    const reviewer = this.reviewers.get(mail.template);
    if (!reviewer) return mail;
    const data = await reviewer.dataNow(mail);
    return data && { ...mail, data };
  }

  private find(): ReadonlyMap<string, MailReviewer> {
    return new Map(
      this.discovery
        .getProviders()
        .map(({ instance }) => instance as unknown)
        .filter((instance) => instance instanceof MailReviewer)
        .flatMap((reviewer) => reviewer.templates.map((template) => [template, reviewer] as const)),
    );
  }
}
