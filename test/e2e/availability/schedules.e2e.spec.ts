import { createBookable, createSchedule } from '../../factories/availability.js';
import { addMember, createOrganization } from '../../factories/organization.js';
import { type Person, signUp, signUpAll } from '../../factories/person.js';
import { ApiClient } from '../../support/http.js';
import { sharedDatabase, sharedSystem } from '../../support/shared-system.mjs';

const { apiUrl, otherApiUrl } = sharedSystem();
const api = new ApiClient(apiUrl);
const db = sharedDatabase();

afterAll(() => db.end());

const weekday = (day: number, start = '09:00', end = '17:00') => ({ day, start, end });

async function schedulesOf({ api: client }: Person): Promise<Array<{ id: string; isDefault: boolean }>> {
  return (await client.get('/schedules')).body.data;
}

describe('a schedule', () => {
  it('says when one works, in the order of the week; the first is the default', async () => {
    const ada = await signUp(api, 'Ada');
    await ada.api.patch('/users/me', { timeZone: 'Europe/Paris' });
    const weekly = [
      weekday(7, '22:00', '06:00'),
      weekday(2),
      weekday(1, '13:00', '24:00'),
      weekday(1, '08:00', '12:00'),
    ];
    const { status, headers, body } = await ada.api.post('/schedules', { name: 'Hours', weekly });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      bookableId: ada.id,
      timeZone: 'Europe/Paris',
      isDefault: true,
      weekly: [weekly[3], weekly[2], weekly[1], weekly[0]],
      overrides: [],
      travels: [],
      version: 1,
    });
    const path = `/schedules/${body.id}`;
    expect(headers.get('Location')).toBe(`/api/v1${path}`);
    expect((await ada.api.get(path)).body).toEqual(body);
    const changed = await ada.api.patch(path, { name: 'Weekend', weekly: [] });
    expect(changed.body).toMatchObject({ name: 'Weekend', timeZone: 'Europe/Paris', weekly: [], version: 2 });
    const stale = await ada.api.patch(path, { name: 'Old' }, { headers: { 'If-Match': headers.get('ETag')! } });
    expect([stale.status, stale.body.code]).toEqual([412, 'precondition_failed']);
  });

  it('has exceptions by date and travels, which count as changes of it', async () => {
    const ada = await signUp(api, 'Ada');
    const path = `/schedules/${await createSchedule(ada)}`;
    const long = { intervals: [weekday(0, '12:00', '14:00'), weekday(0, '20:00', '02:00')].map(times) };
    const set = await ada.api.put(`${path}/overrides/2031-03-05`, { intervals: [...long.intervals].reverse() });
    expect([set.status, set.body.version]).toEqual([200, 2]);
    await ada.api.put(`${path}/overrides/2031-03-04`, { intervals: long.intervals });
    await ada.api.put(`${path}/overrides/2031-03-04`, { intervals: [] });
    const travels = [
      { from: '2031-04-01', to: '2031-04-01', timeZone: 'Asia/Tokyo' },
      { from: '2031-03-01', to: '2031-03-31', timeZone: 'America/New_York' },
    ];
    const { body, headers } = await ada.api.put(`${path}/travels`, { travels });
    expect(body).toMatchObject({
      version: 5,
      overrides: [
        { date: '2031-03-04', intervals: [] },
        { date: '2031-03-05', ...long },
      ],
      travels: [travels[1], travels[0]],
    });
    expect((await ada.api.get(path)).body).toEqual(body);
    const stale = { headers: { 'If-Match': '"v4"' } };
    expect((await ada.api.delete(`${path}/overrides/2031-03-04`, undefined, stale)).status).toBe(412);
    expect((await ada.api.put(`${path}/travels`, { travels: [] }, stale)).status).toBe(412);
    const current = { headers: { 'If-Match': headers.get('ETag')! } };
    const left = await ada.api.delete(`${path}/overrides/2031-03-04`, undefined, current);
    expect(left.body.overrides).toEqual([{ date: '2031-03-05', ...long }]);
    expect((await ada.api.delete(`${path}/overrides/2031-03-04`)).status).toBe(404);
    expect((await ada.api.put(`${path}/travels`, { travels: [] })).body.travels).toEqual([]);
  });

  it('is the default instead of another, and hands that on when it goes', async () => {
    const ada = await signUp(api, 'Ada');
    const first = await createSchedule(ada);
    const second = await createSchedule(ada);
    const third = await createSchedule(ada, { isDefault: true });
    const defaults = async () => (await schedulesOf(ada)).filter(({ isDefault }) => isDefault).map(({ id }) => id);
    expect(await defaults()).toEqual([third]);
    await ada.api.patch(`/schedules/${second}`, { isDefault: true });
    expect(await defaults()).toEqual([second]);
    const refused = await ada.api.patch(`/schedules/${second}`, { isDefault: false });
    expect([refused.status, refused.body.code]).toEqual([422, 'default_schedule_needed']);
    expect((await ada.api.patch(`/schedules/${third}`, { isDefault: false })).status).toBe(200);
    expect((await ada.api.delete(`/schedules/${second}`, undefined, { headers: { 'If-Match': '"v9"' } })).status).toBe(
      412,
    );
    expect((await ada.api.delete(`/schedules/${second}`)).status).toBe(204);
    expect(await defaults()).toEqual([first]);
    await ada.api.delete(`/schedules/${third}`);
    await ada.api.delete(`/schedules/${first}`);
    expect(await schedulesOf(ada)).toEqual([]);
  });

  it('of a room is made by who manages it and read by members', async () => {
    const [owner, member, stranger] = await signUpAll(api, 'Owner', 'Member', 'Stranger');
    const organization = await createOrganization(owner);
    await addMember(owner, organization, member);
    const room = await createBookable(owner, { organizationId: organization, timeZone: 'Asia/Kathmandu' });
    const wanted = { name: 'Opening hours', bookableId: room, weekly: [weekday(1)] };
    expect((await member.api.post('/schedules', wanted)).status).toBe(403);
    expect((await stranger.api.post('/schedules', wanted)).body.errors[0].code).toBe('unknown_bookable');
    const colleague = await owner.api.post('/schedules', { ...wanted, bookableId: member.id });
    expect([colleague.status, colleague.body.code]).toEqual([403, 'forbidden']);
    const { body } = await owner.api.post('/schedules', wanted);
    expect(body).toMatchObject({ bookableId: room, timeZone: 'Asia/Kathmandu', isDefault: true });
    const path = `/schedules/${body.id}`;
    const list = await member.api.get('/schedules', { query: { bookableId: room } });
    expect(list.body.data).toHaveLength(1);
    const answers = await Promise.all([
      member.api.get(path),
      member.api.patch(path, { name: 'x' }),
      member.api.put(`${path}/overrides/2031-01-01`, { intervals: [] }),
      member.api.delete(path),
      stranger.api.get(path),
      stranger.api.get('/schedules', { query: { bookableId: room } }),
      owner.api.get('/schedules', { query: { bookableId: member.id } }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 403, 404, 404, 404]);
    const own = await createSchedule(member);
    expect((await owner.api.get(`/schedules/${own}`)).status).toBe(404);
  });

  it('is one of at most 20, with at most 400 overrides', async () => {
    const ada = await signUp(api, 'Ada');
    const id = await createSchedule(ada);
    for (let count = 1; count < 20; count += 1) await createSchedule(ada);
    const another = await ada.api.post('/schedules', { name: 'x', weekly: [] });
    expect([another.status, another.body.code]).toEqual([422, 'too_many_schedules']);
    await db.query(
      `INSERT INTO schedule_overrides (schedule_id, date, intervals)
       SELECT $1, date '2031-01-01' + n, '[]' FROM generate_series(1, 400) AS n`,
      [id],
    );
    const closed = { intervals: [] };
    const one = await ada.api.put(`/schedules/${id}/overrides/2030-01-01`, closed);
    expect([one.status, one.body.code]).toEqual([422, 'too_many_overrides']);
    const { body } = await ada.api.put(`/schedules/${id}/overrides/2031-01-02`, closed);
    expect(body.overrides).toHaveLength(400);
  });
});

describe('a schedule is refused with', () => {
  let ada: Person;

  beforeAll(async () => {
    ada = await signUp(api, 'Ada');
  });

  it.each([
    ['an eighth day', [weekday(8)], '/weekly/0/day', 'max'],
    ['a time that is none', [weekday(1), weekday(2, '9:00')], '/weekly/1/start', 'is_time_of_day'],
    ['a start at 24:00', [weekday(1, '24:00')], '/weekly/0/start', 'is_time_of_day'],
    ['an end after 24:00', [weekday(1, '09:00', '24:01')], '/weekly/0/end', 'is_time_of_day'],
    ['intervals that overlap', [weekday(1), weekday(1, '16:59', '18:00')], '/weekly/1', 'overlaps'],
    ['a night into the first morning', [weekday(1, '05:00'), weekday(7, '22:00', '05:01')], '/weekly/1', 'overlaps'],
    ['too many intervals', Array.from({ length: 51 }, () => weekday(1)), '/weekly', 'is_list'],
  ])('%s', async (_fault, weekly, pointer, code) => {
    const { status, body } = await ada.api.post('/schedules', { name: 'x', weekly });
    expect([status, body.errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
  });

  it('wrong exceptions', async () => {
    const path = `/schedules/${await createSchedule(ada)}`;
    const faultOf = async (answer: ReturnType<ApiClient['put']>) => {
      const { status, body } = await answer;
      return [status, body.errors[0].pointer, body.errors[0].code];
    };
    const twice = { intervals: [times(weekday(1)), times(weekday(1))] };
    expect(await faultOf(ada.api.put(`${path}/overrides/2031-01-01`, twice))).toEqual([
      400,
      '/intervals/1',
      'overlaps',
    ]);
    for (const date of ['2031-02-29', '2031-1-1', '1969-12-31', 'tomorrow'])
      expect(await faultOf(ada.api.put(`${path}/overrides/${date}`, { intervals: [] }))).toEqual([
        400,
        undefined,
        'is_local_date',
      ]);
    const travel = (from: string, to: string, timeZone = 'UTC') => ({ from, to, timeZone });
    const set = (...travels: object[]) => faultOf(ada.api.put(`${path}/travels`, { travels }));
    const [early, late] = [travel('2031-01-01', '2031-01-05'), travel('2031-01-05', '2031-01-09')];
    expect(await set(early, late)).toEqual([400, '/travels/1', 'overlaps']);
    expect(await set(travel('2031-01-02', '2031-01-01'))).toEqual([400, '/travels/0/to', 'is_after_from']);
    expect(await set(travel('2031-01-01', '2031-01-02', 'UTC+1'))).toEqual([
      400,
      '/travels/0/timeZone',
      'is_time_zone',
    ]);
  });
});

it('several first schedules at once, at both processes, leave one default', async () => {
  const ada = await signUp(api, 'Ada');
  const clients = Array.from({ length: 10 }, (_one, index) => ada.api.at(index % 2 ? apiUrl : otherApiUrl));
  const made = await Promise.all(
    clients.map((client) => client.post('/schedules', { name: 'First', isDefault: true, weekly: [weekday(1)] })),
  );
  expect(made.map(({ status }) => status)).toEqual(Array(10).fill(201));
  const isOneDefault = async () => (await schedulesOf(ada)).filter(({ isDefault }) => isDefault).length === 1;
  expect(await isOneDefault()).toBe(true);
  const ids = made.map(({ body }) => body.id as string);
  const changed = await Promise.all(
    clients.map((client, index) => client.patch(`/schedules/${ids[index]}`, { isDefault: true })),
  );
  expect(changed.map(({ status }) => status)).toEqual(Array(10).fill(200));
  expect(await isOneDefault()).toBe(true);
});

function times({ start, end }: { start: string; end: string }) {
  return { start, end };
}
