import type { OfferingReflection, Reflection } from '@lyceum/sdk';
import { Anchor, Group, Paper, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { NativeSelect } from '../../shell/fields/native-select.tsx';
import { Section } from '../../shell/section.tsx';
import { WholeList } from '../../shell/whole-list.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { COURSES } from '../course-queries.ts';

const MOST = 100;
const QUESTIONS = ['question1', 'question2', 'question3'] as const;

/** What students think of an offering, as far as the server says who it is. */
export function OfferingReflections({ offeringId }: { readonly offeringId: string }) {
  const text = useText();
  const [week, setWeek] = useState('');
  const reflections = useQuery({
    queryKey: [...COURSES, 'reflections', offeringId],
    queryFn: ({ signal }) => lyceum.offeringReflections.list(offeringId, { limit: MOST }, { signal }),
  });
  const all = reflections.data?.data ?? [];
  const weeks = [...new Set(all.flatMap(({ weekNumber }) => weekNumber ?? []))].sort((one, other) => one - other);
  return (
    <Section title={text('reflections.title')} hint={text('reflections.hint')}>
      {weeks.length > 1 && (
        <NativeSelect
          label={text('reflections.week')}
          value={week}
          maw={240}
          onChange={({ currentTarget: { value } }) => setWeek(value)}
          data={[
            { value: '', label: text('bookings.status.any') },
            ...weeks.map((one) => ({ value: String(one), label: text('logs.weekNumber', { week: one }) })),
          ]}
        />
      )}
      <WholeList query={reflections} empty={text('reflections.none')} cut={text('courses.cut')}>
        {(items) => (
          <Answers
            items={items.filter(({ weekNumber }) => week === '' || String(weekNumber) === week)}
            nameOf={({ student }) => student?.name ?? text('reflections.noName')}
          />
        )}
      </WholeList>
    </Section>
  );
}

/** What whoever is signed in has written of an offering. */
export function OwnReflections({ offeringId }: { readonly offeringId: string }) {
  const text = useText();
  const times = useTimes();
  const reflections = useQuery({
    queryKey: [...COURSES, 'own-reflections', offeringId],
    queryFn: ({ signal }) => lyceum.reflections.list({ offeringId, limit: MOST }, { signal }),
  });
  return (
    <Section title={text('reflections.own')}>
      <Anchor href={`/reflect/${offeringId}`}>{text('courses.reflect')}</Anchor>
      <WholeList query={reflections} empty={text('reflections.own.none')} cut={text('courses.cut')}>
        {(items) => (
          <Answers
            items={items}
            nameOf={({ submittedAt }) => times.moment(submittedAt)}
            besides={(reflection) => <Deadline reflection={reflection} />}
          />
        )}
      </WholeList>
    </Section>
  );
}

/** Until when a reflection can be changed, and the way to do it. */
function Deadline({ reflection: { offeringId, weekNumber: week } }: { readonly reflection: Reflection }) {
  const text = useText();
  const times = useTimes();
  const { data } = useQuery({
    queryKey: [...COURSES, 'reflection-form', offeringId, week],
    queryFn: ({ signal }) =>
      lyceum.offeringReflections.getForm(offeringId, week === null ? {} : { weekNumber: week }, { signal }),
  });
  if (!data) return null;
  const moment = times.moment(data.closesAt);
  if (!data.isOpen) return <Text size="sm">{text('reflections.closed', { moment })}</Text>;
  const about = week === null ? '' : text('logs.weekNumber', { week });
  return (
    <Group gap="xs">
      <Text size="sm">{text('reflections.openUntil', { moment })}</Text>
      <Anchor size="sm" href={`/reflect/${offeringId}${week === null ? '' : `?week=${week}`}`}>
        {text('reflections.change')} <VisuallyHidden>{about}</VisuallyHidden>
      </Anchor>
    </Group>
  );
}

interface AnswersProps<Item> {
  readonly items: readonly Item[];
  readonly nameOf: (item: Item) => string;
  /** What else there is to each. */
  readonly besides?: (item: Item) => ReactNode;
}

function Answers<Item extends OfferingReflection | Reflection>({ items, nameOf, besides }: AnswersProps<Item>) {
  const text = useText();
  return (
    <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
      {items.map((item) => (
        <Paper key={item.id} component="li" withBorder p="sm" style={{ overflowWrap: 'anywhere' }}>
          <Text size="sm" c="dimmed">
            {item.weekNumber !== null && `${text('logs.weekNumber', { week: item.weekNumber })} · `}
            {nameOf(item)}
          </Text>
          {QUESTIONS.map((question) => (
            <div key={question}>
              <Text size="sm" fw={600}>
                {text(`reflections.${question}`)}
              </Text>
              <Text size="sm" lang={item.language} style={{ whiteSpace: 'pre-line' }}>
                {item[question]}
              </Text>
            </div>
          ))}
          {besides?.(item)}
        </Paper>
      ))}
    </Stack>
  );
}
