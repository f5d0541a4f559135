import { AppConfig } from '../../../../infra/config/config.js';
import { Outbox } from '../../../../infra/outbox/outbox.js';
import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { HOUR, DAY } from '../../../../kernel/clock.js';
import { DEFAULT_LANGUAGE } from '../../../../kernel/language.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { MailApi, type MailRecipient } from '../../../messages/mail/mail.api.js';
import { NotificationsApi } from '../../../messages/notifications/notifications.api.js';
import { EMAIL_VERIFIED } from '../../auth/auth.events.js';
import { type UserRecord, UsersApi } from '../../users/users.api.js';
import { joinAnswerMail } from '../mails/join-answer.template.js';
import { joinRequestsMail } from '../mails/join-requests.template.js';
import { OrganizationsRepository } from '../organization/organizations.repository.js';
import { OrganizationsApi } from '../organizations.api.js';
import { JoinAnswersService } from './join-answers.service.js';
import { JOINING_TEXTS } from './joining-texts.js';
import { JOIN_ANSWERED, JOIN_REQUESTED, type JoinAnswer } from './joining.events.js';
import { JoiningRepository } from './joining.repository.js';
import type { CourseProfileRole } from '../organizations.api.js';

/**
 * What follows from requests to join: once the address is verified they are heard of, and either admitted at once or told to
 * those who decide, once an hour in the app and once a day by e-mail, however many there are. Who asked is told the answer.
 */
@Consumer({ name: 'organizations.joining', messages: [EMAIL_VERIFIED, JOIN_REQUESTED, JOIN_ANSWERED] })
export class JoiningConsumer extends MessageConsumer {
  constructor(
    private readonly joining: JoiningRepository,
    private readonly answers: JoinAnswersService,
    private readonly repository: OrganizationsRepository,
    private readonly organizations: OrganizationsApi,
    private readonly users: UsersApi,
    private readonly mail: MailApi,
    private readonly notifications: NotificationsApi,
    private readonly outbox: Outbox,
    private readonly app: AppConfig,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, EMAIL_VERIFIED)) await this.ask(message.payload.userId);
    else if (isMessage(message, JOIN_REQUESTED)) await this.answer(message.payload.requestId);
    else if (isMessage(message, JOIN_ANSWERED)) await this.tell(message.payload, message.id);
  }

  private async ask(userId: string): Promise<void> {
    for (const { id: requestId, organizationId, role } of await this.joining.ask(userId))
      await this.outbox.append(JOIN_REQUESTED, { organizationId, requestId, role, userId });
  }

  private async answer(requestId: string): Promise<void> {
    const request = await this.joining.findById(requestId);
    const person = request && (await this.users.findById(request.userId));
    if (request?.status !== 'waiting' || !person) return;
    if (await this.answers.admitAtOnce(request, person)) return;
    const organization = await this.repository.findById(request.organizationId);
    if (!organization) return;
    const { id, name } = organization;
    const managers = await this.users.findByIds(await this.organizations.courseManagersOf(id));
    const requestsUrl = `${this.app.publicUrl}/app/organizations/${id}/requests`;
    for (const manager of managers.values())
      if (manager.isActive) {
        if (manager.emailVerified)
          await this.mail.queue({
            template: joinRequestsMail,
            to: recipient(manager),
            data: { organizationName: name, requestsUrl },
            ...{ cause: `join-requests:${id}:${sinceEpoch(DAY)}`, sender: null },
          });
        const language = manager.language ?? DEFAULT_LANGUAGE;
        const { asked } = JOINING_TEXTS[language];
        await this.notifications.notify([
          {
            ...{ userId: manager.id, type: 'ORG_JOIN_REQUESTED', language, metadata: { organizationId: id } },
            ...{ title: asked.title(name), message: asked.message(name) },
            cause: `join-requests:${id}:${sinceEpoch(HOUR)}`,
          },
        ]);
      }
  }

  private async tell(
    { organizationId, requestId, role, userId, answer, actorId }: Answered,
    cause: string,
  ): Promise<void> {
    const organization = await this.repository.findById(organizationId);
    const person = (await this.users.findByIds([userId])).get(userId);
    if (!organization || !person?.isActive) return;
    const reason = (await this.joining.findById(requestId))?.reason ?? null;
    const language = person.language ?? DEFAULT_LANGUAGE;
    const { roles, [answer]: said } = JOINING_TEXTS[language];
    if (person.emailVerified)
      await this.mail.queue({
        template: joinAnswerMail,
        to: recipient(person),
        data: { organizationName: organization.name, role, answer, reason, appUrl: `${this.app.publicUrl}/app` },
        // About who answered, whom it quotes: it goes with their account.
        ...{ cause: `join-answer:${actorId}:${requestId}`, sender: null },
      });
    const message = said.message(organization.name, roles[role]);
    await this.notifications.notify([
      {
        ...{ userId, type: 'ORG_JOIN_ANSWERED', language, cause, about: [actorId] },
        title: said.title(organization.name),
        message: reason === null ? message : `${message} ${reason}`,
        metadata: { organizationId, answer },
      },
    ]);
  }
}

interface Answered {
  readonly organizationId: string;
  readonly requestId: string;
  readonly role: CourseProfileRole;
  readonly userId: string;
  readonly answer: JoinAnswer;
  readonly actorId: string;
}

/** Number of the present hour or day: of each only the first message is new. */
const sinceEpoch = (unit: number) => Math.floor(Date.now() / unit);

function recipient({ id, email, name, timeZone, language }: UserRecord): MailRecipient {
  return { userId: id, email, name, timeZone, language };
}
