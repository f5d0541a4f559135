import { Consumer, MessageConsumer } from '../../../../infra/queue/consumer.js';
import { Clock } from '../../../../kernel/clock.js';
import { isMessage, type Message } from '../../../../kernel/message.js';
import { MailApi, type MailRequest } from '../../../messages/mail/mail.api.js';
import { type Brand, BrandsApi, mailBrand } from '../../../people/organizations/brands.api.js';
import { awaitsPlace, forComers } from '../booking/booking-outline.js';
import { toInvitation } from '../booking/booking-calendar.js';
import { newsOf, type RecipientRole, reminderOf, sentLinkOf } from './booking-news.js';
import { BookingGuests } from '../guest/booking-guests.js';
import { describedWith, type GuestDetails } from '../guest/guest-details.js';
import { RoomLinks } from '../rooms/room-links.js';
import { withRoom } from '../rooms/with-room.js';
import { HostLinks } from '../host/host-links.js';
import { BookingPeople } from '../booking/booking-people.js';
import { gives } from '../booking/booking.policy.js';
import type { AttendeeRow, BookingRow } from '../booking/booking-row.js';
import { isReminderWanted } from '../booking/booking.rules.js';
import { BOOKING_REMINDER_DUE, BOOKING_RESCHEDULED, type BookingMoment, type ReminderDue } from '../bookings.events.js';
import { BookingAudiences, type BookingScene, type Recipient, type ToldAudience } from './booking-audience.js';
import { type BookingNews, newsIn, TOLD_MESSAGES } from './booking-messages.js';
import { bookingCancelledMail } from '../mails/booking-cancelled.template.js';
import { bookingConfirmationMail } from '../mails/booking-confirmation.template.js';
import { bookingDeclinedMail } from '../mails/booking-declined.template.js';
import { bookingLinkMail } from '../mails/booking-link.template.js';
import { bookingReminderMail } from '../mails/booking-reminder.template.js';
import { bookingRequestedMail } from '../mails/booking-requested.template.js';
import { bookingRescheduledMail } from '../mails/booking-rescheduled.template.js';
import { bookingRestoredMail } from '../mails/booking-restored.template.js';
import { bookingUpdatedMail } from '../mails/booking-updated.template.js';
import { bookingWithdrawnMail } from '../mails/booking-withdrawn.template.js';
import type { BookingDetails } from '../mails/booking-details.js';
import { SEND_LINK, type SentLink } from '../replaced/send-link.job.js';
import type { MailTemplate } from '../../../../infra/mail/mail-template.js';

type Content = Pick<MailRequest<BookingDetails>, 'template' | 'data'>;

/** Type-safe pair of a template and its data. */
function content<D extends BookingDetails>(template: MailTemplate<D>, data: NoInfer<D>): Content {
  return { template, data };
}

/**
 * Mails the recipients chosen by the announcement. Idempotent: a mail is unique by template, address and cause, and the
 * cause is the booking with its SEQUENCE.
 */
@Consumer({ name: 'bookings.mail', messages: [...TOLD_MESSAGES, BOOKING_REMINDER_DUE, SEND_LINK], together: true })
export class BookingMailConsumer extends MessageConsumer {
  constructor(
    private readonly audiences: BookingAudiences,
    private readonly people: BookingPeople,
    private readonly guests: BookingGuests,
    private readonly hostLinks: HostLinks,
    private readonly rooms: RoomLinks,
    private readonly brands: BrandsApi,
    private readonly mail: MailApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle(message: Message): Promise<void> {
    if (isMessage(message, BOOKING_REMINDER_DUE)) return this.remind(message.payload);
    if (isMessage(message, SEND_LINK)) return this.sendLink(message);
    const news = newsIn(message);
    const scene = news && (await this.sceneOf(news.bookingId));
    if (!scene) return;
    for (const audience of await this.audiences.told(scene, news.tellings))
      for (const recipient of audience.recipients) {
        const content = await this.contentOf(message, { news, scene, audience, recipient });
        const cause = newsOf(news.bookingId, news.moment.sequence);
        const room = await this.rooms.urlFor(scene.booking, recipient);
        const calendar = calendarFor(
          { ...scene, booking: withRoom(scene.booking, room) },
          news.moment,
          audience,
          recipient,
        );
        await this.send(scene, recipient, content, { cause, calendar });
      }
  }

  private async remind({ bookingId, start, minutesBefore }: ReminderDue): Promise<void> {
    const scene = await this.sceneOf(bookingId);
    if (!scene || !isReminderWanted(scene.booking, start, this.clock.now())) return;
    const cause = reminderOf(bookingId, start, minutesBefore);
    for (const recipient of await this.audiences.expected(scene)) {
      const details = { ...detailsOf(scene, scene.booking, recipient), ...answersTo(scene, recipient, true) };
      await this.send(scene, recipient, content(bookingReminderMail, { ...details, minutesBefore }), { cause });
    }
  }

  /** Nothing where the link would go to nobody, or nobody has one any more. */
  private async sendLink({ id, payload: { bookingId, userId } }: Message<SentLink>): Promise<void> {
    const scene = await this.sceneOf(bookingId);
    const recipient = scene && this.audiences.one(scene, userId);
    if (!recipient || !(await this.ownPart(scene, recipient)).bookingUrl) return;
    const details = { ...detailsOf(scene, scene.booking, recipient), ...answersTo(scene, recipient, true) };
    await this.send(scene, recipient, content(bookingLinkMail, details), { cause: sentLinkOf(bookingId, id) });
  }

  private async sceneOf(bookingId: string): Promise<MailScene | null> {
    const scene = await this.audiences.sceneOf(bookingId);
    if (!scene) return null;
    const guest = await this.guests.of(scene.booking, scene.people);
    return { ...scene, guest, brand: await this.brands.ofOne(scene.booking.organizationId) };
  }

  private async contentOf(message: Message, telling: TellingToOne): Promise<Content> {
    const { scene, news, audience, recipient } = telling;
    const { cancelReason: reason } = scene.booking;
    const details = {
      ...detailsOf(scene, news.moment, recipient),
      ...answersTo(scene, recipient, audience.method !== null),
      ...(audience.method === null ? { withoutCalendar: true } : {}),
      ...(news.moment.isPending ? { isPending: true } : {}),
    };
    switch (audience.news) {
      case 'requested': {
        const isHost = recipient.role !== 'booker';
        return content(bookingRequestedMail, { ...details, bookerName: scene.bookerName, isHost });
      }
      case 'confirmed':
        return content(bookingConfirmationMail, details);
      case 'rescheduled':
        return content(bookingRescheduledMail, { ...details, ...before(message, news) });
      case 'updated':
        return content(bookingUpdatedMail, details);
      case 'declined':
        return content(bookingDeclinedMail, { ...details, reason });
      case 'cancelled':
        return content(bookingCancelledMail, { ...details, cancelledByName: await this.nameOf(news.actorId), reason });
      case 'restored':
        return content(bookingRestoredMail, { ...details, restoredByName: await this.nameOf(news.actorId) });
      case 'withdrawn':
        return content(bookingWithdrawnMail, { ...details, attendeeNames: [] });
    }
  }

  private async nameOf(actorId: string | null): Promise<string | null> {
    return actorId === null ? null : ((await this.people.byId([actorId])).get(actorId)?.name ?? null);
  }

  /**
   * Private parts of a mail: bookers without an account get the link to manage the booking; present hosts get a link of
   * theirs, the booker and the answers.
   */
  private async ownPart(scene: MailScene, recipient: Recipient): Promise<Pick<BookingDetails, 'bookingUrl' | 'guest'>> {
    const { booking, guest, link } = scene;
    if (!isGiving(recipient, booking))
      return recipient.role === 'booker' && link !== null ? { bookingUrl: link.manageUrl } : {};
    return guest ? { guest, bookingUrl: await this.hostUrl(scene, recipient) } : {};
  }

  /** No links to unverified addresses, which may be a stranger's. */
  private async hostUrl({ booking, people }: MailScene, { userId, email }: Recipient): Promise<string | null> {
    const isProved = people.get(userId ?? '')?.emailVerified === true;
    return userId !== null && isProved ? this.hostLinks.urlFor({ bookingId: booking.id, userId, email }) : null;
  }

  private async send(
    scene: MailScene,
    recipient: Recipient,
    { template, data }: Content,
    rest: Pick<MailRequest, 'cause' | 'calendar'>,
  ): Promise<void> {
    const { organizerId: sender, attendees } = scene.booking;
    const { email, name, timeZone, language, userId, role } = recipient;
    const to = { email, name, timeZone, language, userId: userId ?? undefined };
    await this.mail.queue({
      template,
      data: {
        ...data,
        ...(await this.ownPart(scene, recipient)),
        sessionUrl: await this.rooms.urlFor(scene.booking, recipient),
      },
      to,
      sender,
      isUnasked: isUnasked(role, attendees),
      ...rest,
    });
  }
}

/**
 * Whether the mail is held until the sender's address is verified: texts of an event type are its owner's, and bookers
 * without an account give arbitrary addresses. Only hosts, and bookers who were signed in, are certain to expect it.
 */
function isUnasked(role: RecipientRole, attendees: readonly AttendeeRow[]): boolean {
  if (role === 'attendee') return true;
  return role === 'booker' && attendees.find((attendee) => attendee.role === 'booker')?.email !== null;
}

/** With what only hosts may see. */
interface MailScene extends BookingScene {
  readonly guest: GuestDetails | null;
  readonly brand: Brand | null;
}

interface TellingToOne {
  readonly news: BookingNews;
  readonly scene: MailScene;
  readonly audience: ToldAudience;
  readonly recipient: Recipient;
}

function isGiving({ userId }: Recipient, booking: BookingRow): boolean {
  return userId !== null && gives(userId, booking);
}

function detailsOf(scene: MailScene, { start, end }: Pick<BookingMoment, 'start' | 'end'>, recipient: Recipient) {
  const { booking, organizerName, attendeeNames, brand } = scene;
  const isHost = isGiving(recipient, booking);
  const { title, location, description } = isHost ? booking : forComers(booking);
  const withName = isHost ? comerOf(scene) : organizerName;
  return {
    ...{ title, start, end, organizerName, attendeeNames, withName, location, description },
    brand: brand && mailBrand(brand),
    ...(!isHost && awaitsPlace(booking) ? { awaitsPlace: true } : {}),
  };
}

/** Name of the person who comes: the booker, or the only attendee. */
function comerOf({ booking: { attendees }, bookerName, attendeeNames }: BookingScene): string | null {
  if (attendees.some(({ role }) => role === 'booker')) return bookerName;
  const [first, ...others] = attendees.flatMap(({ role }, index) =>
    role === 'host' ? [] : (attendeeNames[index] ?? []),
  );
  return others.length === 0 ? (first ?? null) : null;
}

/**
 * Reply-To: for hosts the booker, whose address they see in the mail; for others the organizer, whose address is in the
 * invitation. Without an invitation the header does not disclose it either.
 * @param isInvited whether the reader has an invitation
 */
function answersTo(
  { booking, people, guest }: MailScene,
  recipient: Recipient,
  isInvited: boolean,
): Pick<BookingDetails, 'replyTo'> {
  if (isGiving(recipient, booking)) return guest?.email ? { replyTo: guest.email } : {};
  const organizer = people.get(booking.organizerId);
  return isInvited && organizer ? { replyTo: organizer.email } : {};
}

function before(message: Message, { moment }: BookingNews) {
  if (!isMessage(message, BOOKING_RESCHEDULED))
    return { previousStart: moment.start, previousEnd: moment.end, reason: null };
  const { previousStart, previousEnd, reason } = message.payload;
  return { previousStart, previousEnd, reason };
}

/** A CANCEL for a removed attendee names only that one (RFC 5546, section 3.2.5). */
function calendarFor(
  { booking, people, guest }: MailScene,
  moment: BookingMoment,
  { news, method }: ToldAudience,
  recipient: Recipient,
) {
  if (method === null) return undefined;
  const shown = isGiving(recipient, booking) ? describedWith(booking, guest, recipient.language) : forComers(booking);
  const told = news === 'withdrawn' ? { ...shown, attendees: [asAttendee(recipient)] } : shown;
  return { method, ics: toInvitation(told, people, { ...moment, method, isApart: recipient.isApart }) };
}

function asAttendee({ email, name }: Recipient): AttendeeRow {
  return { id: '', userId: null, email, name: name ?? null, status: 'needs_action', role: 'attendee', isAbsent: null };
}
