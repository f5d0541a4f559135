import { createBookable } from '../../factories/availability.js';
import { book, slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { newEmail, type Person, signUpAllVerified } from '../../factories/person.js';
import { ahead, instancesOf, makeSeries } from '../../factories/series.js';
import { bookSlot, openType } from '../../factories/slot.js';
import { ApiClient } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);

describe('the list of bookings', () => {
  let [ada, grace]: Person[] = [];
  let organizationId: string;

  beforeAll(async () => {
    [ada, grace] = await signUpAllVerified(api, 'Ada', 'Grace');
    organizationId = await createOrganization(ada);
    await addMember(ada, organizationId, grace);
  });

  async function found(person: Person, query: object): Promise<string[]> {
    const { status, body } = await person.api.get('/bookings', { query: { sort: 'createdAt', ...query } });
    expect(status).toBe(200);
    return body.data.map(({ id }: { id: string }) => id);
  }

  it('is narrowed by host, event type, room, attendee, series and time of change, within what one may see', async () => {
    const guest = newEmail('guest');
    const room = await createBookable(ada!, { organizationId });
    const type = await openType(grace!);
    const hosted = await bookSlot(ada!.api, type.id, slot(9), { attendee: undefined });
    const roomy = await book(ada!, slot(11), { organizationId, bookableIds: [room], attendees: [{ email: guest }] });
    const foreign = await book(grace!, slot(11), { organizationId, attendees: [{ email: guest }] });
    const invited = await book(ada!, slot(13), { attendees: [{ email: grace!.email }] });

    expect(await found(ada!, {})).toEqual([hosted.id, roomy.id, invited.id]);
    expect(await found(ada!, { hostId: grace!.id })).toEqual([hosted.id]);
    expect(await found(ada!, { hostId: ada!.id })).toEqual([roomy.id, invited.id]);
    expect(await found(ada!, { eventTypeId: type.id })).toEqual([hosted.id]);
    expect(await found(ada!, { bookableId: room })).toEqual([roomy.id]);
    expect(await found(grace!, { bookableId: room })).toEqual([]);
    expect(await found(ada!, { attendeeEmail: guest.toUpperCase() })).toEqual([roomy.id]);
    expect(await found(ada!, { attendeeEmail: grace!.email })).toEqual([invited.id]);
    expect(await found(ada!, { organizationId })).toEqual([roomy.id, foreign.id]);
    // Addresses in bookings that one only administers are hidden, so they cannot be guessed by asking for them.
    expect(await found(ada!, { organizationId, attendeeEmail: guest })).toEqual([roomy.id]);

    const series = await makeSeries(grace!, { rrule: 'FREQ=WEEKLY;COUNT=3', attendees: [{ email: ada!.email }] });
    const hidden = await makeSeries(grace!, { start: ahead(0, 11).start, rrule: 'FREQ=WEEKLY;COUNT=2' });
    const instances = (await instancesOf(grace!, series.id)).map(({ id }) => id);
    expect(instances).toHaveLength(3);
    expect((await found(ada!, { seriesId: series.id })).sort()).toEqual(instances.sort());
    expect(await found(ada!, { seriesId: series.id, hostId: ada!.id })).toEqual([]);
    expect(await found(ada!, { seriesId: hidden.id })).toEqual([]);

    const changed = await ada!.api.patch(`/bookings/${roomy.id}`, { title: 'Another title' });
    expect(await found(ada!, { updatedSince: changed.body.updatedAt })).toEqual([roomy.id]);
  });
});
