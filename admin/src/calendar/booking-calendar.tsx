import FullCalendar, { type CalendarRef, type EventDisplayInfo } from '@fullcalendar/react';
import dayGridPlugin from '@fullcalendar/react/daygrid';
import interactionPlugin from '@fullcalendar/react/interaction';
import classicThemePlugin from '@fullcalendar/react/themes/classic';
import timeGridPlugin from '@fullcalendar/react/timegrid';
import '@fullcalendar/react/skeleton.css';
import '@fullcalendar/react/themes/classic/theme.css';
import './calendar.css';
import { useLingui } from '@lingui/react';
import type { Booking, CourseMeeting, TimeSpan } from '@lyceum/sdk';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useUser } from '../session/use-signed-in-user.ts';
import { localeOf } from '../texts/languages.ts';
import { useText } from '../texts/use-text.ts';
import { eventOf, eventOfBusy, eventOfMeeting } from './booking-event.ts';
import { BookingLabel } from './booking-label.tsx';
import type { CalendarView } from './calendar-search.ts';
import type { Hours } from './hours.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { weekStartOf } from './week-start.ts';

const PLUGINS = [classicThemePlugin, dayGridPlugin, timeGridPlugin, interactionPlugin];
const VIEW_NAMES: Readonly<Record<CalendarView, string>> = {
  day: 'timeGridDay',
  week: 'timeGridWeek',
  month: 'dayGridMonth',
};
/** On which a booking made in a month begins, where no hours are shown. */
const HOUR_OF_DAYS = 9;

export interface Shown extends TimeSpan {
  readonly title: string;
}

/** Without an end it stays as long as it is, whatever the clocks do meanwhile. */
export interface NewTime {
  readonly start: string;
  readonly end?: string;
}

/** What FullCalendar has changed by itself. */
interface Changed {
  readonly event: {
    readonly start: Date | null;
    readonly end: Date | null;
    readonly extendedProps: Readonly<Record<string, unknown>>;
  };
  readonly revert: () => void;
}

interface Props {
  readonly view: CalendarView;
  readonly date: string;
  readonly bookings: readonly Booking[];
  /** Those of courses: the bookings of whoever holds them, and of the others none. */
  readonly meetings: readonly CourseMeeting[];
  /** What absences and other calendars take. */
  readonly busy: readonly TimeSpan[];
  /** What is shown of each day. */
  readonly hours: Hours;
  readonly onShow: (shown: Shown) => void;
  readonly onOpen: (booking: Booking) => void;
  readonly onOpenMeeting: (meeting: CourseMeeting) => void;
  /** The dialog that moves it, for the keyboard. */
  readonly onAskToMove: (booking: Booking) => void;
  readonly onSelect: (time: TimeSpan) => void;
  /** Resolves also when it could not be moved, once `bookings` are what the server has. */
  readonly onMove: (booking: Booking, to: NewTime) => Promise<void>;
}

/** The grid of days and hours, in which bookings are dragged and times selected. */
export function BookingCalendar({
  view,
  date,
  bookings,
  meetings,
  busy,
  hours,
  onShow,
  onOpen,
  onOpenMeeting,
  onAskToMove,
  onSelect,
  onMove,
}: Props) {
  const text = useText();
  const user = useUser();
  const locale = localeOf(useLingui().i18n.locale);
  const calendar = useRef<CalendarRef>(null);
  const { onFocus, onBlur, onMount } = useKeptFocus();
  const [moving, setMoving] = useState<ReadonlyMap<string, TimeSpan>>(new Map());
  const notFree = text('calendar.busy');
  const events = useMemo(() => {
    const meetingOf = new Map(meetings.map((meeting) => [meeting.bookingId, meeting]));
    const own = bookings.map((booking) => eventOf(booking, user, moving.get(booking.id), meetingOf.get(booking.id)));
    for (const { id } of bookings) meetingOf.delete(id);
    const others = busy.map((time) => eventOfBusy(time, notFree));
    return [...own, ...[...meetingOf.values()].map(eventOfMeeting), ...others];
  }, [bookings, meetings, busy, user, moving, notFree]);
  // FullCalendar loses a drag whose events are replaced: what others change meanwhile shows when it ends.
  const [held, setHeld] = useState<typeof events | null>(null);
  const hold = () => setHeld(events);
  const release = () => setHeld(null);
  useEffect(() => calendar.current?.getApi().changeView(VIEW_NAMES[view], date), [view, date]);
  /** `events` alone say where a booking is: FullCalendar would put back what it knew, over what others changed meanwhile. */
  const move = async ({ revert }: Changed, booking: Booking, to: NewTime, shown: TimeSpan) => {
    revert();
    setMoving((before) => new Map(before).set(booking.id, shown));
    await onMove(booking, to);
    setMoving((before) => new Map([...before].filter(([id]) => id !== booking.id)));
  };
  const drop = (changed: Changed) => {
    const booking = bookingOf(changed.event);
    const start = changed.event.start?.toISOString() ?? booking.start;
    const length = Date.parse(booking.end) - Date.parse(booking.start);
    void move(changed, booking, { start }, { start, end: new Date(Date.parse(start) + length).toISOString() });
  };
  const resize = (changed: Changed) => {
    const booking = bookingOf(changed.event);
    const { start, end } = changed.event;
    const to = { start: start?.toISOString() ?? booking.start, end: end?.toISOString() ?? booking.end };
    void move(changed, booking, to, to);
  };
  const press = (pressed: KeyboardEvent<HTMLDivElement>) => {
    const { key, ctrlKey, metaKey, altKey, target } = pressed;
    if (key.toLowerCase() !== 'm' || ctrlKey || metaKey || altKey || !(target instanceof Element)) return;
    const id = target.closest('a[href]')?.getAttribute('href')?.split('/').at(-1);
    const booking = bookings.find((one) => one.id === id);
    if (booking) onAskToMove(booking);
  };
  return (
    <div onKeyDown={press} onFocus={onFocus} onBlur={onBlur}>
      <FullCalendar
        ref={calendar}
        plugins={PLUGINS}
        initialView={VIEW_NAMES[view]}
        initialDate={date}
        locale={locale}
        firstDay={weekStartOf(locale)}
        headerToolbar={false}
        // Nothing scrolls but the page: what scrolls inside of it is no place for the keyboard when it is empty.
        height="auto"
        allDaySlot={false}
        slotMinTime={{ hours: hours.from }}
        slotMaxTime={{ hours: hours.to }}
        slotDuration="00:30"
        snapDuration="00:15"
        nowIndicator
        dayMaxEvents={4}
        moreLinkContent={({ num }) => text('calendar.more', { count: num })}
        closeHint={text('app.close')}
        events={held ?? events}
        eventContent={(shown: EventDisplayInfo) => (
          <BookingLabel {...shownOn(shown.event)} title={shown.event.title} time={shown.timeText} />
        )}
        eventClick={({ event, jsEvent }) => {
          if (jsEvent.ctrlKey || jsEvent.metaKey || jsEvent.shiftKey) return;
          jsEvent.preventDefault();
          const { booking, meeting } = shownOn(event);
          if (booking) onOpen(booking);
          else if (meeting) onOpenMeeting(meeting);
        }}
        eventDidMount={({ el }) => onMount(el)}
        eventDragStart={hold}
        eventDragStop={release}
        eventDrop={drop}
        eventResizeStart={hold}
        eventResizeStop={release}
        eventResize={resize}
        selectable
        select={({ start, end, allDay, view: { calendar: api } }) => {
          api.unselect();
          onSelect(allDay ? hourOf(start) : { start: start.toISOString(), end: end.toISOString() });
        }}
        datesSet={({ start, end, view: { title } }) =>
          onShow({ start: start.toISOString(), end: end.toISOString(), title })
        }
      />
    </div>
  );
}

/** What stands in a place of the calendar: a booking, a meeting, or a booking that is one. */
function shownOn({ extendedProps }: { readonly extendedProps: Readonly<Record<string, unknown>> }) {
  const { booking, meeting } = extendedProps;
  return { booking: booking as Booking | undefined, meeting: meeting as CourseMeeting | undefined };
}

/** Of what can be moved. */
function bookingOf(event: { readonly extendedProps: Readonly<Record<string, unknown>> }): Booking {
  return event.extendedProps['booking'] as Booking;
}

function hourOf(day: Date): TimeSpan {
  const at = (hour: number) => new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour).toISOString();
  return { start: at(HOUR_OF_DAYS), end: at(HOUR_OF_DAYS + 1) };
}
