import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../../lyceum.ts';
import { EMAIL_STATUSES } from '../emails/emails-search.ts';

const DAYS = 7;
const PERIODS = [1, 7, 30] as const;

/** Only the number of them is asked for. */
const COUNT_ONLY = { page: 1, limit: 1 } as const;

export const useHealth = () =>
  useQuery({ queryKey: ['administration', 'health'], queryFn: ({ signal }) => lyceum.health.get({ signal }) });

/** Services of others, and which of them are left alone because they keep failing. */
export const useOutsideServices = () =>
  useQuery({
    queryKey: ['administration', 'outside-services'],
    queryFn: ({ signal }) => lyceum.outsideServices.list({ signal }),
  });

export const useQueues = () =>
  useQuery({ queryKey: ['administration', 'queues'], queryFn: ({ signal }) => lyceum.queues.list({ signal }) });

/** How many bookings were confirmed on each of the last days, today included. */
export const useBookingsPerDay = () =>
  useQuery({
    queryKey: ['administration', 'bookings-per-day'],
    queryFn: ({ signal }) =>
      Promise.all(
        lastDays().map(async ({ from, to }) => {
          const asked = { eventType: 'booking.confirmed', source: 'domain', ...COUNT_ONLY } as const;
          const span = { from: from.toISOString(), to: to.toISOString() };
          const { meta } = await lyceum.analytics.listEvents({ ...asked, ...span }, { signal });
          return { day: from, count: meta.total ?? 0 };
        }),
      ),
  });

/** How many people there are, and how many of them did something in the last so many days. */
export const usePeople = () =>
  useQuery({
    queryKey: ['administration', 'people', 'count'],
    queryFn: async ({ signal }) => {
      const [stats, ...periods] = await Promise.all([
        lyceum.users.getStats({ signal }),
        ...PERIODS.map((days) => lyceum.analytics.getDashboard({ days }, { signal })),
      ]);
      return {
        stats,
        active: periods.map(({ period: { days }, overview: { uniqueUsers } }) => ({ days, count: uniqueUsers })),
      };
    },
  });

/** How many e-mails there are of each state. */
export const useEmailCounts = () =>
  useQuery({
    queryKey: ['administration', 'emails', 'count'],
    queryFn: ({ signal }) =>
      Promise.all(
        EMAIL_STATUSES.map(async (status) => {
          const { meta } = await lyceum.emails.list({ status, ...COUNT_ONLY }, { signal });
          return { status, count: meta.total ?? 0 };
        }),
      ),
  });

/** How many messages were given up on. */
export const useUndoneCount = () =>
  useQuery({
    queryKey: ['administration', 'undone', 'count'],
    queryFn: async ({ signal }) => (await lyceum.deadLetters.list(COUNT_ONLY, { signal })).meta.total ?? 0,
  });

/** Days of the browser's time zone, the oldest first. */
function lastDays(): Array<{ from: Date; to: Date }> {
  const now = new Date();
  const startOf = (daysAgo: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysAgo);
  return Array.from({ length: DAYS }, (_, index) => {
    const daysAgo = DAYS - 1 - index;
    return { from: startOf(daysAgo), to: startOf(daysAgo - 1) };
  });
}
