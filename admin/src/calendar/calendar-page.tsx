import type { Booking, CreateBookingSeries, TimeSpan } from '@lyceum/sdk';
import { Button, Group, Loader, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { rightsTo } from '../bookings/booking-rights.ts';
import { useBookingChange } from '../bookings/use-booking-change.ts';
import { lyceum } from '../lyceum.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { ButtonLink } from '../shell/links.tsx';
import { Page } from '../shell/page.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Undoable } from '../shell/undoable.tsx';
import { useDialog } from '../shell/use-dialog.ts';
import { type TextKey, useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { BookingCalendar, type NewTime, type Shown } from './booking-calendar.tsx';
import { localDayOf, readCalendarSearch, withNights } from './calendar-search.ts';
import { CalendarToolbar } from './calendar-toolbar.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { CurrentMoveDialog } from './current-move-dialog.tsx';
import { proposedTime } from './proposed-time.ts';
import { type OwnTime, seriesOf } from './repeats.ts';
import { ALL_HOURS, countOfNights, hoursOf } from './hours.ts';
import { useShownBookings } from './use-shown-bookings.ts';
import { useShownMeetings } from './use-shown-meetings.ts';

const route = getRouteApi('/calendar');

interface Move extends NewTime {
  readonly booking: Booking;
}

interface Done {
  readonly name: TextKey;
  /** What takes it back. */
  readonly undo?: Move;
}

const NONE: readonly Booking[] = [];
const NOT_BUSY: readonly TimeSpan[] = [];

const moveBooking = ({ booking, start, end }: Move) =>
  lyceum.bookings.reschedule(booking.id, end === undefined ? { start } : { start, end }, { ifMatch: booking.version });

/** The bookings of whoever is signed in by day, week or month; what is free is booked, and what is theirs is moved. */
export function CalendarPage() {
  const text = useText();
  const { zone } = useTimes();
  const user = useUser();
  const navigate = route.useNavigate();
  const { new: isAsked, ...search } = readCalendarSearch(route.useSearch());
  const isWide = useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false });
  const view = search.view ?? (isWide ? 'week' : 'day');
  const date = search.date ?? localDayOf(new Date().toISOString());
  const [shown, setShown] = useState<Shown | null>(null);
  const { data, error, isPending, refetch } = useShownBookings(shown);
  const bookings = data?.bookings ?? NONE;
  const meetings = useShownMeetings(shown);
  const taken = useMemo(() => [...bookings, ...meetings], [bookings, meetings]);
  // The month shows days, of which these take parts.
  const busy = view === 'month' ? NOT_BUSY : (data?.busy ?? NOT_BUSY);
  const hours = useMemo(() => (search.hours ? ALL_HOURS : hoursOf(taken)), [search.hours, taken]);
  const nights = view === 'month' ? 0 : countOfNights(bookings);
  const proposal = useDialog<TimeSpan>();
  const toMove = useDialog<Booking>();
  const [done, setDone] = useState<Done | null>(null);
  const status = useRef<HTMLDivElement>(null);
  const drag = useBookingChange(moveBooking);
  const move = useBookingChange(moveBooking);
  const create = useBookingChange((booking: OwnTime) => lyceum.bookings.create(booking));
  const queries = useQueryClient();
  const createSeries = useMutation({
    mutationFn: async (series: CreateBookingSeries) => lyceum.bookingSeries.create(series),
    onSettled: () => queries.invalidateQueries({ queryKey: ['bookings'] }),
  });

  const finish = (what: Done) => {
    setDone(what);
    drag.reset();
    proposal.close();
    toMove.close();
    // What was pressed may be gone, and the keyboard goes on from here.
    status.current?.focus();
  };
  const moved = (booking: Booking, { start, end }: TimeSpan) =>
    finish({ name: 'booking.moved', undo: { booking, start, end } });
  const show = (next: Shown) =>
    setShown((before) =>
      before?.start === next.start && before.end === next.end && before.title === next.title ? before : next,
    );
  const dragTo = async (booking: Booking, to: NewTime) => {
    setDone(null);
    await drag.mutateAsync({ booking, ...to }).then(
      (answer) => moved(answer, booking),
      // `drag.error` has it, and the page shows that.
      () => undefined,
    );
  };
  const takeBack = (what: Move) => () => {
    setDone(null);
    drag.mutate(what, { onSuccess: () => finish({ name: 'calendar.undone' }) });
  };
  /** Whoever gave a time sees it. */
  const goTo = ({ start, end }: TimeSpan) => {
    const shows = { ...search, date: localDayOf(start) };
    void navigate({ search: countOfNights([{ start, end }]) > 0 ? withNights(shows, true) : shows });
  };
  const propose = (time: TimeSpan) => {
    create.reset();
    createSeries.reset();
    setDone(null);
    proposal.open(time);
  };
  const wasAsked = useRef(false);
  useEffect(() => {
    const begins = isAsked !== undefined && !wasAsked.current;
    wasAsked.current = isAsked !== undefined;
    if (!begins) return;
    propose(proposedTime(date));
    void navigate({ search, replace: true });
  });
  const askToMove = (booking: Booking) => {
    if (!rightsTo(booking, user).move) return;
    move.reset();
    setDone(null);
    toMove.open(booking);
  };
  return (
    <Page title={text('calendar.title')}>
      <CalendarToolbar search={search} view={view} date={date} title={shown?.title ?? ''} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {text('booking.zone', { zone })}{' '}
          <Text span inherit visibleFrom="sm">
            {text('calendar.hint')}
          </Text>
        </Text>
        <Group>
          {(nights > 0 || search.hours) && view !== 'month' && (
            <ButtonLink to="/calendar" search={withNights(search, !search.hours)} variant="default">
              {search.hours ? text('calendar.days') : text('calendar.nights', { count: nights })}
            </ButtonLink>
          )}
          <Button onClick={() => propose(proposedTime(date))}>{text('calendar.new')}</Button>
        </Group>
      </Group>
      <div role="status" ref={status} tabIndex={-1}>
        {done && <Undoable said={text(done.name)} onUndo={done.undo && takeBack(done.undo)} />}
        {data?.isCut && <Text>{text('calendar.cut')}</Text>}
        {data && taken.length === 0 && <Text>{text('calendar.empty')}</Text>}
      </div>
      {drag.isError && <ProblemAlert error={drag.error} />}
      {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
      {isPending && <Loader aria-label={text('app.loading')} role="status" />}
      <BookingCalendar
        view={view}
        date={date}
        bookings={bookings}
        meetings={meetings}
        busy={busy}
        hours={hours}
        onShow={show}
        onOpen={({ id }) => void navigate({ to: '/bookings/$id', params: { id } })}
        onOpenMeeting={({ start }) => void navigate({ to: '/courses/timetable', search: { week: localDayOf(start) } })}
        onAskToMove={askToMove}
        onSelect={propose}
        onMove={dragTo}
      />
      {toMove.dialog && (
        <CurrentMoveDialog
          key={`move ${toMove.dialog.round}`}
          booking={toMove.dialog.subject}
          isOpen={toMove.dialog.isOpen}
          isBusy={move.isPending}
          error={move.error}
          onClose={toMove.close}
          onMove={(booking, start) =>
            move.mutate(
              { booking, start },
              {
                onSuccess: (answer) => {
                  moved(answer, booking);
                  goTo(answer);
                },
              },
            )
          }
        />
      )}
      {proposal.dialog && (
        <CreateDialog
          key={`create ${proposal.dialog.round}`}
          time={proposal.dialog.subject}
          isOpen={proposal.dialog.isOpen}
          isBusy={create.isPending || createSeries.isPending}
          error={create.error ?? createSeries.error}
          onClose={proposal.close}
          onCreate={(booking, repeated) => {
            const onSuccess = () => {
              finish({ name: repeated ? 'calendar.createdSeries' : 'calendar.created' });
              goTo(booking);
            };
            create.reset();
            createSeries.reset();
            if (repeated) createSeries.mutate(seriesOf(booking, repeated, zone), { onSuccess });
            else create.mutate(booking, { onSuccess });
          }}
        />
      )}
    </Page>
  );
}
