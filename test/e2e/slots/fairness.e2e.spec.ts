import { createSchedule } from '../../factories/availability.js';
import { slot } from '../../factories/booking.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUpAll } from '../../factories/person.js';
import { ALWAYS, bookSlot, publicType } from '../../factories/slot.js';
import { ApiClient } from '../../support/http.js';
import { sharedSystem } from '../../support/shared-system.mjs';

const api = new ApiClient(sharedSystem().apiUrl);

interface HostFairness {
  readonly userId: string;
  readonly bookings: number;
  readonly share: number;
}

describe('the fairness of a round robin', () => {
  let [ada, grace, charles, mallory]: Person[] = [];
  let typeId: string;

  beforeAll(async () => {
    [ada, grace, charles, mallory] = await signUpAll(api, 'Ada', 'Grace', 'Charles', 'Mallory');
    const organizationId = await createOrganization(ada);
    for (const colleague of [grace, charles]) await addMember(ada, organizationId, colleague);
    for (const host of [ada, grace]) await createSchedule(host, { weekly: ALWAYS });
    const hosts = [{ userId: ada.id, weight: 3 }, { userId: grace.id }];
    const assignment = { assignment: 'round_robin', hosts, fairnessWindowDays: 7 };
    ({ id: typeId } = await publicType(ada, { organizationId, ...assignment }));
  });

  const ask = (person: Person) => person.api.get(`/event-types/${typeId}/fairness`);

  it('is counted by what was booked and not cancelled, and decides who is next', async () => {
    const empty = (await ask(ada!)).body;
    expect(empty.hosts.map(({ share }: HostFairness) => share)).toEqual([0, 0]);

    const booked: string[] = [];
    const ids: string[] = [];
    for (let hour = 0; hour < 8; hour += 1) {
      const { id, organizer } = await bookSlot(api, typeId, slot(hour));
      ids.push(id);
      booked.push(organizer.id);
    }
    const count = ({ id }: Person) => booked.filter((host) => host === id).length;
    expect([count(ada!), count(grace!)]).toEqual([6, 2]);
    const { status, body } = await ask(grace!);
    expect(status).toBe(200);
    const common = { priority: 0 };
    expect(body).toEqual({
      windowDays: 7,
      from: empty.from,
      to: slot(0).start.slice(0, 10),
      hosts: expect.arrayContaining([
        { ...common, userId: ada!.id, name: 'Ada', weight: 3, bookings: 6, share: 0.75, expectedShare: 0.75 },
        { ...common, userId: grace!.id, name: 'Grace', weight: 1, bookings: 2, share: 0.25, expectedShare: 0.25 },
      ]),
    });

    const hers = ids.filter((_id, index) => booked[index] === ada!.id);
    for (const id of hers.slice(0, 4)) await ada!.api.post(`/bookings/${id}/cancel`, {});
    const hosts = (await ask(ada!)).body.hosts as HostFairness[];
    expect(new Map(hosts.map(({ userId, bookings }) => [userId, bookings]))).toEqual(
      new Map([
        [ada!.id, 2],
        [grace!.id, 2],
      ]),
    );
    expect(hosts.reduce((sum, { share }) => sum + share, 0)).toBe(1);
    const next = await bookSlot(api, typeId, slot(12));
    expect(next.organizer.id).toBe(ada!.id);
  });

  it('is shown to nobody but the hosts and those who manage the type', async () => {
    for (const stranger of [charles!, mallory!]) expect((await ask(stranger)).status).toBe(404);
    expect((await api.get(`/event-types/${typeId}/fairness`)).status).toBe(401);
  });
});
