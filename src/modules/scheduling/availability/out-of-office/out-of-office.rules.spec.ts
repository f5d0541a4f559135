import { Faults } from '../../../../kernel/faults.js';
import { type AbsenceTime, changedAbsence, readAbsence, type WrittenAbsence } from './out-of-office.rules.js';

const dates = { from: '2031-01-14', to: '2031-01-16' };
const inLosAngeles = readAbsence(dates, 'America/Los_Angeles', new Faults())!;
const BERLIN = 'Europe/Berlin';

/** What is left of an absence that was entered in Los Angeles, now that the person works in Berlin. */
function changed(change: WrittenAbsence & { readonly note?: string }, current = inLosAngeles): AbsenceTime | null {
  const asked = changedAbsence(current, change);
  return 'during' in asked ? asked : readAbsence(asked.written, asked.timeZone ?? BERLIN, new Faults());
}

const iso = (time: AbsenceTime | null) =>
  time && [new Date(time.during.start).toISOString(), new Date(time.during.end).toISOString(), time.dates?.timeZone];

describe('a change of an absence', () => {
  it('leaves the instants as they are while it names no other time', () => {
    expect(iso(inLosAngeles)).toEqual(['2031-01-14T08:00:00.000Z', '2031-01-17T08:00:00.000Z', 'America/Los_Angeles']);
    for (const change of [{}, { note: 'At the sea.' }, dates, { from: dates.from }, { to: dates.to }])
      expect(changed(change)).toEqual(inLosAngeles);
    const moments = { during: inLosAngeles.during, dates: null };
    expect(changed({ note: 'At the sea.' }, moments)).toEqual(moments);
  });

  it('leaves the edge that it does not name at its instant', () => {
    const longer = changed({ to: '2031-01-17' });
    expect(iso(longer)).toEqual(['2031-01-14T08:00:00.000Z', '2031-01-18T08:00:00.000Z', 'America/Los_Angeles']);
    const earlier = changed({ from: '2031-01-13' });
    expect(iso(earlier)).toEqual(['2031-01-13T08:00:00.000Z', '2031-01-17T08:00:00.000Z', 'America/Los_Angeles']);
    const inMoments = changed({ end: new Date('2031-01-15T12:00:00Z') });
    expect(iso(inMoments)).toEqual(['2031-01-14T08:00:00.000Z', '2031-01-15T12:00:00.000Z', undefined]);
  });

  it('reads dates in the zone of today when both are given anew', () => {
    const anew = changed({ ...dates, to: '2031-01-17' });
    expect(iso(anew)).toEqual(['2031-01-13T23:00:00.000Z', '2031-01-17T23:00:00.000Z', BERLIN]);
  });

  it('needs both dates for what was given in moments', () => {
    const faults = new Faults();
    const asked = changedAbsence({ during: inLosAngeles.during, dates: null }, { from: dates.from });
    expect('written' in asked && readAbsence(asked.written, BERLIN, faults)).toBeNull();
    expect(() => faults.throwIfAny()).toThrow();
  });
});
