import { Group, Title } from '@mantine/core';
import { ButtonLink } from '../shell/links.tsx';
import { useText } from '../texts/use-text.ts';
import { type CalendarSearch, type CalendarView, dayLater, VIEWS } from './calendar-search.ts';

interface Props {
  readonly search: CalendarSearch;
  readonly view: CalendarView;
  readonly date: string;
  /** What the days that are shown are called. */
  readonly title: string;
}

/** Where else the calendar can be looked at: addresses, which can be kept and sent on. */
export function CalendarToolbar({ search, view, date, title }: Props) {
  const text = useText();
  const { date: _date, ...today } = search;
  const at = (count: number) => ({ ...search, date: dayLater(date, view, count) });
  return (
    <Group justify="space-between" component="nav" aria-label={text('calendar.views')}>
      <Group gap="xs">
        <ButtonLink to="/calendar" search={at(-1)} variant="default" size="sm" aria-label={text('calendar.before')}>
          ‹
        </ButtonLink>
        <ButtonLink to="/calendar" search={today} variant="default" size="sm">
          {text('calendar.today')}
        </ButtonLink>
        <ButtonLink to="/calendar" search={at(1)} variant="default" size="sm" aria-label={text('calendar.after')}>
          ›
        </ButtonLink>
      </Group>
      <Title order={2} size="h4" aria-live="polite">
        {title}
      </Title>
      <Group gap="xs">
        {VIEWS.map((one) => (
          <ButtonLink
            key={one}
            to="/calendar"
            search={{ ...search, view: one }}
            variant={one === view ? 'filled' : 'default'}
            size="sm"
            aria-current={one === view ? 'true' : undefined}
          >
            {text(`calendar.view.${one}`)}
          </ButtonLink>
        ))}
      </Group>
    </Group>
  );
}
