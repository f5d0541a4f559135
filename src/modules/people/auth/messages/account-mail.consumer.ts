import { AppConfig } from '../../../../infra/config/config.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { MailApi, type MailRecipient } from '../../../messages/mail/mail.api.js';
import { type UserRecord, UsersApi } from '../../users/users.api.js';
import { USER_EMAIL_CHANGED, USER_REGISTERED } from '../../users/users.events.js';
import { AccountLinks, INVITATION_DAYS, LINK_MINUTES, REVERT_DAYS } from '../links/account-links.js';
import {
  API_KEY_CREATED,
  API_KEY_EXPIRING,
  EMAIL_CHANGE_REQUESTED,
  PASSWORD_CHANGED,
  PASSWORD_RESET_REQUESTED,
  REFRESH_TOKEN_REUSE_DETECTED,
  VERIFICATION_REQUESTED,
} from '../auth.events.js';
import { ApiKeysRepository } from '../api-keys/api-keys.repository.js';
import { AuthConfig } from '../auth.config.js';
import { apiKeyCreatedMail } from '../mails/api-key-created.template.js';
import { apiKeyExpiringMail } from '../mails/api-key-expiring.template.js';
import { accountInvitationMail } from '../mails/account-invitation.template.js';
import { confirmNewEmailMail } from '../mails/confirm-new-email.template.js';
import { emailChangedMail } from '../mails/email-changed.template.js';
import { onboardingTipsMail } from '../mails/onboarding-tips.template.js';
import { passwordChangedMail } from '../mails/password-changed.template.js';
import { passwordResetMail } from '../mails/password-reset.template.js';
import { refreshReuseMail } from '../mails/refresh-reuse.template.js';
import { verifyEmailMail } from '../mails/verify-email.template.js';
import { welcomeMail } from '../mails/welcome.template.js';

/** E-mails to people about their own account. */
@Consumer({
  name: 'auth.account-mail',
  messages: [
    USER_REGISTERED,
    USER_EMAIL_CHANGED,
    EMAIL_CHANGE_REQUESTED,
    VERIFICATION_REQUESTED,
    PASSWORD_RESET_REQUESTED,
    PASSWORD_CHANGED,
    REFRESH_TOKEN_REUSE_DETECTED,
    API_KEY_CREATED,
    API_KEY_EXPIRING,
  ],
})
export class AccountMailConsumer extends MessageConsumer {
  constructor(
    private readonly users: UsersApi,
    private readonly mail: MailApi,
    private readonly links: AccountLinks,
    private readonly keys: ApiKeysRepository,
    private readonly app: AppConfig,
    private readonly auth: AuthConfig,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, PASSWORD_RESET_REQUESTED)) {
      const user = await this.users.findForSignIn(message.payload.email);
      if (user?.isActive) await this.sendReset(user, message.id);
      return;
    }
    const { userId } = message.payload as { userId: string };
    const user = await this.users.findById(userId);
    if (!user) return;
    const security = { securityUrl: `${this.app.publicUrl}/account/reset-password` };
    if (isMessage(message, USER_REGISTERED)) {
      const { invitedBy } = message.payload;
      await (invitedBy === undefined ? this.welcome(user, message) : this.invite(user, invitedBy, message));
    } else if (isMessage(message, VERIFICATION_REQUESTED)) await this.sendVerification(user, message.id);
    else if (isMessage(message, EMAIL_CHANGE_REQUESTED)) await this.sendChange(user, message.payload.email, message.id);
    else if (isMessage(message, USER_EMAIL_CHANGED)) await this.sendReversal(user, message);
    else if (isMessage(message, PASSWORD_CHANGED)) {
      const data = { changedAt: message.createdAt.toISOString(), ipAddress: message.payload.address, ...security };
      await this.mail.queue({
        template: passwordChangedMail,
        to: recipient(user),
        data,
        cause: message.id,
        sender: user.id,
      });
    } else if (isMessage(message, REFRESH_TOKEN_REUSE_DETECTED)) {
      const data = { detectedAt: message.createdAt.toISOString(), ipAddress: message.payload.address, ...security };
      await this.mail.queue({
        template: refreshReuseMail,
        to: recipient(user),
        data,
        cause: message.id,
        sender: user.id,
      });
    } else if (isMessage(message, API_KEY_CREATED)) await this.tellOfKey(user, message, security.securityUrl);
    else if (isMessage(message, API_KEY_EXPIRING)) await this.tellOfEnd(user, message);
  }

  private async tellOfKey(
    user: UserRecord,
    { id, createdAt, payload: { keyId, address } }: Message<{ keyId: string; address: string }>,
    securityUrl: string,
  ): Promise<void> {
    const key = await this.keys.findAny(keyId);
    if (!key) return;
    const account = key.userId === user.id ? undefined : (await this.users.findByIds([key.userId])).get(key.userId);
    await this.mail.queue({
      template: apiKeyCreatedMail,
      to: recipient(user),
      data: {
        keyName: key.name,
        accountName: account?.name ?? null,
        scopes: key.scopes,
        createdAt: createdAt.toISOString(),
        expiresAt: key.expiresAt.toISOString(),
        ipAddress: address,
        securityUrl,
      },
      cause: id,
      sender: user.id,
    });
  }

  private async tellOfEnd(user: UserRecord, { id, payload: { keyId } }: Message<{ keyId: string }>): Promise<void> {
    const key = await this.keys.findAny(keyId);
    if (!key || key.revokedAt !== null) return;
    await this.mail.queue({
      template: apiKeyExpiringMail,
      to: recipient(user),
      data: {
        keyName: key.name,
        expiresAt: key.expiresAt.toISOString(),
        lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
      },
      cause: id,
      sender: null,
    });
  }

  private async welcome(user: UserRecord, message: Message): Promise<void> {
    const { id } = message;
    const data = { appUrl: `${this.app.publicUrl}/app` };
    await this.mail.queue({ template: welcomeMail, to: recipient(user), data, cause: id, sender: user.id });
    if (!user.emailVerified) await this.sendVerification(user, id);
    await this.sendTips(user, message);
  }

  /** The invitation also verifies the address, so no verification mail follows. */
  private async invite(user: UserRecord, invitedBy: string, message: Message): Promise<void> {
    const inviter = (await this.users.findByIds([invitedBy])).get(invitedBy);
    const passwordUrl = await this.links.createInvitation(user);
    if (!inviter || passwordUrl === null) return;
    await this.mail.queue({
      template: accountInvitationMail,
      to: recipient(user),
      data: {
        inviterName: inviter.name,
        installation: new URL(this.app.publicUrl).host,
        passwordUrl,
        expiresInDays: INVITATION_DAYS,
        againUrl: `${this.app.publicUrl}/account/reset-password`,
      },
      cause: message.id,
      sender: invitedBy,
    });
    await this.sendTips(user, message);
  }

  private async sendTips(user: UserRecord, { id, createdAt }: Message): Promise<void> {
    const data = { appUrl: `${this.app.publicUrl}/app` };
    const delayUntil = new Date(createdAt.getTime() + this.auth.onboardingEmailDelayMs);
    await this.mail.queue({
      template: onboardingTipsMail,
      to: recipient(user),
      data,
      cause: id,
      sender: null,
      delayUntil,
    });
  }

  private async sendVerification(user: UserRecord, cause: string): Promise<void> {
    const verifyUrl = await this.links.create(user, 'verify_email');
    if (verifyUrl === null) return;
    await this.mail.queue({
      template: verifyEmailMail,
      to: recipient(user),
      data: { verifyUrl, expiresInMinutes: LINK_MINUTES },
      cause,
      sender: user.id,
    });
  }

  /** The new address may be a stranger's: no name in the mail, which an attacker could choose (content injection). */
  private async sendChange(user: UserRecord, email: string, cause: string): Promise<void> {
    const confirmUrl = await this.links.create(user, 'change_email', email);
    if (confirmUrl === null) return;
    await this.mail.queue({
      template: confirmNewEmailMail,
      to: { ...recipient(user), email, name: undefined },
      data: { confirmUrl, expiresInMinutes: LINK_MINUTES },
      cause,
      sender: user.id,
    });
  }

  private async sendReversal(
    user: UserRecord,
    { id, createdAt, payload }: Message<{ previousEmail: string; canRevert: boolean }>,
  ): Promise<void> {
    if (!payload.canRevert) return;
    const revertUrl = await this.links.createReversal(user, payload.previousEmail);
    if (revertUrl === null) return;
    await this.mail.queue({
      template: emailChangedMail,
      to: { ...recipient(user), email: payload.previousEmail },
      data: { newEmail: user.email, changedAt: createdAt.toISOString(), revertUrl, expiresInDays: REVERT_DAYS },
      cause: id,
      sender: user.id,
    });
  }

  private async sendReset(user: UserRecord, cause: string): Promise<void> {
    const resetUrl = await this.links.create(user, 'reset_password');
    if (resetUrl === null) return;
    await this.mail.queue({
      template: passwordResetMail,
      to: recipient(user),
      data: { resetUrl, expiresInMinutes: LINK_MINUTES },
      cause,
      sender: user.id,
    });
  }
}

const recipient = ({ id, email, name, timeZone, language }: UserRecord): MailRecipient => ({
  userId: id,
  email,
  name,
  timeZone,
  language,
});
