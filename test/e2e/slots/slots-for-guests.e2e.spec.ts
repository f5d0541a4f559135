import { newId } from '../../../src/kernel/ids.js';
import { slot } from '../../factories/booking.js';
import { type Person, signUp } from '../../factories/person.js';
import { bookSlot, openType, publicType } from '../../factories/slot.js';
import { ApiClient, type ApiResponse } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);
const [day = ''] = slot(0).start.split('T');
const MORNING = { weekly: [{ day: 1, start: '09:00', end: '12:00' }] };
let host: Person;

beforeEach(async () => {
  host = await signUp(api, 'Grace');
});

function slots(eventTypeId: string, more: object = {}): Promise<ApiResponse> {
  return api.get('/slots', { query: { eventTypeId, from: day, to: day, ...more } });
}

const startsOf = ({ body }: ApiResponse) => body.data.map(({ start }: { start: string }) => start);

describe('slots for a booking that a guest moves', () => {
  it('are those that are free without it, and each of them takes it', async () => {
    const type = await openType(host, { limits: { day: { bookings: 1 } } }, MORNING);
    const { id, manageUrl } = await bookSlot(api, type.id, slot(9));
    expect(startsOf(await slots(type.id))).toEqual([]);
    const offered = startsOf(await slots(type.id, { rescheduleBookingId: id }));
    expect(offered).toEqual([9, 10, 11].map((hour) => slot(hour).start));

    let link: string = manageUrl;
    for (const start of offered.toReversed()) {
      const { status, body } = await api.post(`/manage/${link.split('/').at(-1)}/reschedule`, { start });
      expect([status, body.start]).toEqual([200, start]);
      link = body.manageUrl;
    }
  });

  it('are none for a booking that is another’s, is not there, or is over', async () => {
    const type = await openType(host, {}, MORNING);
    const other = await publicType(host, { title: 'Other' });
    const booking = await bookSlot(api, other.id, slot(10));
    const cancelled = await bookSlot(api, type.id, slot(9));
    await host.api.post(`/bookings/${cancelled.id}/cancel`);
    const adHoc = await host.api.post('/bookings', { title: 'Alone', ...slot(20) });
    for (const rescheduleBookingId of [booking.id, cancelled.id, adHoc.body.id, newId()]) {
      const { status, body } = await slots(type.id, { rescheduleBookingId });
      expect([status, body.code]).toEqual([404, 'not_found']);
    }
  });
});
