import { type Person, signUp } from '../../factories/person.js';
import { ahead, instancesOf, makeSeries, recurrenceId } from '../../factories/series.js';
import { addWebhook, received, verified } from '../../factories/webhook.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { Receiver } from '../../support/receiver.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);

type Message = ApiResponse['body'];

let receiver: Receiver;
let ada: Person;
let secret: string;

beforeEach(async () => {
  receiver = await Receiver.open();
  ada = await signUp(api, 'Ada');
  ({ secret } = await addWebhook(ada, receiver.url));
});
afterEach(() => receiver.close());

const idOf = (week: number, hour: number) => recurrenceId(ahead(week, hour).start);

/** The next messages that come, when there are so many. */
async function next(count: number): Promise<Message[]> {
  const before = heard.length;
  const requests = await received(receiver, before + count);
  heard.push(...requests.slice(before).map((request) => verified(secret, request)));
  return heard.slice(before);
}
let heard: Message[];

beforeEach(() => (heard = []));

/** What each of the bookings was told of, by its place in the series; one line per message. */
function outline(messages: readonly Message[], ids: readonly string[]): string[] {
  return messages
    .map(({ type, data: { booking, change } }) => {
      const fields = change.fields ? ` ${change.fields.join(',')}` : '';
      return `${ids.indexOf(booking.id)} ${type.slice('booking.'.length)}${fields}`;
    })
    .sort();
}

it('subscribers hear of every instance of a series by itself, numbered without a gap', async () => {
  const attendees = [{ email: 'one@example.test' }];
  const series = await makeSeries(ada, { rrule: 'FREQ=WEEKLY;COUNT=4', attendees });
  const made = await next(4);
  const bookings = await instancesOf(ada, series.id);
  const ids = bookings.map(({ id }) => id);
  expect(outline(made, ids)).toEqual(['0 confirmed', '1 confirmed', '2 confirmed', '3 confirmed']);
  for (const { data } of made) {
    expect(data).toMatchObject({ sequence: 1, booking: { seriesId: series.id }, change: {} });
    // Notes and rooms came after version 1 of the messages.
    expect(bookings).toContainEqual({ ...data.booking, notes: null, session: null });
  }

  const path = `/booking-series/${series.id}/instances`;
  await ada.api.patch(`${path}/${idOf(1, 9)}`, { start: ahead(1, 14).start });
  expect(await next(1)).toMatchObject([
    {
      type: 'booking.rescheduled',
      data: {
        sequence: 2,
        booking: { id: ids[1], recurrenceId: idOf(1, 9), ...ahead(1, 14) },
        change: { previousStart: ahead(1, 9).start, previousEnd: ahead(1, 9).end },
      },
    },
  ]);

  // All of it has other people, moves and is renamed, but for the rest of what was changed by itself.
  await ada.api.patch(
    `${path}/${idOf(0, 9)}`,
    { start: ahead(0, 10).start, title: 'Seminar', attendees: [{ email: 'two@example.test' }] },
    { query: { scope: 'all' } },
  );
  const changed = await next(18);
  expect(outline(changed, ids)).toEqual(
    ['0', '1', '2', '3'].flatMap((index) =>
      index === '1'
        ? ['1 attendee_added', '1 attendee_removed', '1 updated recurrenceId']
        : [
            `${index} attendee_added`,
            `${index} attendee_removed`,
            `${index} rescheduled`,
            `${index} updated recurrenceId`,
            `${index} updated title`,
          ],
    ),
  );
  expect(changed.find(({ type }) => type === 'booking.rescheduled').data.booking).toMatchObject({
    title: 'Seminar',
    attendees: [{ email: 'two@example.test', status: 'needs_action' }],
  });

  // The last two become a series of their own.
  const { body: second } = await ada.api.patch(
    `${path}/${idOf(2, 10)}`,
    { location: 'Hall' },
    { query: { scope: 'following' } },
  );
  const split = await next(4);
  expect(outline(split, ids)).toEqual([
    ...['2 updated location', '2 updated seriesId', '3 updated location', '3 updated seriesId'],
  ]);
  for (const { data } of split) expect(data.booking).toMatchObject({ seriesId: second.id, location: 'Hall' });

  await ada.api.delete(`${path}/${idOf(0, 10)}`, undefined, { query: { reason: 'Ill' } });
  await ada.api.delete(`/booking-series/${second.id}`, undefined, { query: { reason: 'Over' } });
  const ended = await next(3);
  expect(outline(ended, ids)).toEqual(['0 cancelled', '2 cancelled', '3 cancelled']);
  expect(ended.map(({ data }) => data.booking.cancelReason).sort()).toEqual(['Ill', 'Over', 'Over']);

  for (const [index, count] of [7, 5, 9, 9].entries()) {
    const sequences = heard.filter(({ data }) => data.booking.id === ids[index]).map(({ data }) => data.sequence);
    expect(sequences.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
  }
});
