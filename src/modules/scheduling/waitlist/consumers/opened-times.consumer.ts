import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import {
  BOOKABLE_CHANGED,
  BUSY_TIMES_FREED,
  OUT_OF_OFFICE_CHANGED,
  SCHEDULE_CHANGED,
} from '../../availability/availability.events.js';
import { EMAIL_VERIFIED } from '../../../people/auth/auth.events.js';
import { EVENT_TYPE_CHANGED } from '../../event-types/event-types.events.js';
import { OrganizationsApi } from '../../../people/organizations/organizations.api.js';
import { MEMBER_REMOVED } from '../../../people/organizations/organizations.events.js';
import { USER_ATTENDANCE_CHANGED, USER_REACTIVATED } from '../../../people/users/users.events.js';
import { type FreedTime, WaitlistOffersService } from '../waitlist-offers.service.js';

/** Fields of an event type that do not affect its availability. */
const WORDS = new Set(['title', 'description', 'location', 'slug', 'questions', 'reminderMinutes']);

const MEMBERS_AT_ONCE = 500;

const ALWAYS: FreedTime = { start: null, end: null };

/** Offers time to the waitlist that opened up by changed settings: schedules, absences, resources, event types. */
@Consumer({
  name: 'waitlist.opened-times',
  messages: [
    SCHEDULE_CHANGED,
    OUT_OF_OFFICE_CHANGED,
    BOOKABLE_CHANGED,
    BUSY_TIMES_FREED,
    EVENT_TYPE_CHANGED,
    USER_REACTIVATED,
    USER_ATTENDANCE_CHANGED,
    MEMBER_REMOVED,
    EMAIL_VERIFIED,
  ],
})
export class OpenedTimesConsumer extends MessageConsumer {
  constructor(
    private readonly offers: WaitlistOffersService,
    private readonly organizations: OrganizationsApi,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, EVENT_TYPE_CHANGED)) {
      const { eventTypeId, fields } = message.payload;
      if (!fields.every((field) => WORDS.has(field))) await this.offers.offerIn([eventTypeId], ALWAYS);
    } else if (isMessage(message, MEMBER_REMOVED)) {
      const { organizationId, userId } = message.payload;
      await this.offerTimeOfColleagues(organizationId, userId);
    } else if (isMessage(message, USER_ATTENDANCE_CHANGED)) {
      const { userId, busyWhenAttending } = message.payload;
      if (!busyWhenAttending) await this.offerTimeOf(userId, ALWAYS);
    } else if (isMessage(message, USER_REACTIVATED) || isMessage(message, EMAIL_VERIFIED))
      await this.offerTimeOf(message.payload.userId, ALWAYS);
    else if (isMessage(message, BOOKABLE_CHANGED)) await this.offerTimeOf(message.payload.bookableId, ALWAYS);
    else if (
      isMessage(message, SCHEDULE_CHANGED) ||
      isMessage(message, OUT_OF_OFFICE_CHANGED) ||
      isMessage(message, BUSY_TIMES_FREED)
    )
      await this.offerTimeOf(message.payload.bookableId, timeOf(message.payload));
  }

  /**
   * Unanswered invitations make only colleagues busy, so when a member leaves, those between them and the others stop
   * to count. And collective types need one host less.
   */
  private async offerTimeOfColleagues(organizationId: string, formerMemberId: string): Promise<void> {
    for (let people = [formerMemberId], after: string | undefined; people.length > 0; after = people.at(-1)) {
      await this.offers.offerTimeOf({ eventTypeId: null, hostIds: people, bookableIds: [] }, ALWAYS);
      people = await this.organizations.memberIdsOf(organizationId, after, MEMBERS_AT_ONCE);
    }
  }

  /** People are bookables of the same id. */
  private async offerTimeOf(id: string, time: FreedTime): Promise<void> {
    await this.offers.offerTimeOf({ eventTypeId: null, hostIds: [id], bookableIds: [id] }, time);
  }
}

function timeOf({ start, end }: { readonly start: string | null; readonly end: string | null }): FreedTime {
  return { start: start === null ? null : Date.parse(start), end: end === null ? null : Date.parse(end) };
}
