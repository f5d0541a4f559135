import type { Session, SessionPaste, User } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import { readAsAddress } from '../shell/data-address.ts';

const PAGE = { limit: 100 } as const;

/** What the server has of somebody in lists, without what is a secret: addresses of feeds, for example. */
const LISTS: Readonly<Record<string, () => AsyncIterable<unknown>>> = {
  organizations: () => lyceum.organizations.list(PAGE),
  joinRequests: () => lyceum.joinRequests.list(PAGE),
  schedules: () => lyceum.schedules.list(PAGE),
  absences: () => lyceum.outOfOffice.list(PAGE),
  eventTypes: () => lyceum.eventTypes.list(PAGE),
  bookings: () => lyceum.bookings.list(PAGE),
  series: () => lyceum.bookingSeries.list(PAGE),
  waitlists: () => lyceum.waitlist.list(PAGE),
  notifications: () => lyceum.notifications.list(PAGE),
  devices: () => lyceum.loginSessions.list(PAGE),
  apiKeys: () => lyceum.apiKeys.list(PAGE),
  bookables: () => lyceum.bookables.list(PAGE),
  calendarFeeds: () => lyceum.calendarFeeds.list(PAGE),
  externalCalendars: () => lyceum.externalCalendars.list(PAGE),
  webhooks: () => lyceum.webhooks.list(PAGE),
  rooms: () => lyceum.sessions.list(PAGE),
};

/** What rooms have noted of somebody who put in much text at once. */
async function readPastes(userId: string, rooms: readonly unknown[]): Promise<SessionPaste[]> {
  const pastes: SessionPaste[] = [];
  for (const { id } of rooms as readonly Session[])
    for await (const paste of lyceum.sessionPastes.list(id, PAGE)) if (paste.person.id === userId) pastes.push(paste);
  return pastes;
}

/** The picture itself, as an address of data; null for those who have none. */
async function readPicture({ profile: { pictureUrl } }: User): Promise<string | null> {
  if (pictureUrl === null) return null;
  const answer = await fetch(new URL(pictureUrl).pathname);
  return answer.ok ? readAsAddress(await answer.blob()) : null;
}

/** Everything that whoever is signed in can see of their own, as text (JSON). */
export async function readOwnData(): Promise<string> {
  const account = await lyceum.users.getMe();
  const data: Record<string, unknown> = {
    account,
    picture: await readPicture(account),
    emailSubscriptions: await lyceum.emailSubscriptions.get(),
    preferences: await lyceum.userPreferences.get(),
  };
  // One after the other: nobody waits for it at the keyboard, and others ask the server as well.
  for (const [name, list] of Object.entries(LISTS)) {
    const items: unknown[] = [];
    for await (const item of list()) items.push(item);
    data[name] = items;
    if (name === 'rooms') data['pastes'] = await readPastes(account.id, items);
  }
  return JSON.stringify(data, null, 2);
}
