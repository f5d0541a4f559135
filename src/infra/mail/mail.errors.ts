/** Why a mail cannot be delivered: the recipient's address is refused, or the message itself is. */
export type RejectionReason = 'recipient' | 'message';

/** The provider refused this mail for good; sending it again would give the same answer. */
export class MailRejected extends Error {
  override readonly name = 'MailRejected';

  constructor(
    message: string,
    readonly reason: RejectionReason = 'message',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** We found it unfit by ourselves, so that the provider was not asked. */
export class MailUnfit extends MailRejected {}

/**
 * The provider did not take the mail now; a later attempt may work. Refused credentials belong here too:
 * they are a fault of the installation, and no mail should be lost until an operator has put them right.
 */
export class MailUnavailable extends Error {
  override readonly name = 'MailUnavailable';

  constructor(
    message: string,
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The provider took no mail at all: not this one is to blame, and others would fare the same. */
export class ProviderAway extends MailUnavailable {
  /** @param reason why, in words without addresses; the message has those of the provider */
  constructor(
    message: string,
    readonly reason: string,
    retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(message, retryAfterSeconds, options);
  }
}
