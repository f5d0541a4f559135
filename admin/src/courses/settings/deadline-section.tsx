import { type LogDeadline, NotFound, type SetLogDeadline } from '@lyceum/sdk';
import { Group, SimpleGrid, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useLingui } from '@lingui/react';
import { useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { NativeSelect } from '../../shell/fields/native-select.tsx';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { textIn, textOrNull } from '../../shell/form-values.ts';
import { useDone } from '../../shell/use-done.tsx';
import { localeOf } from '../../texts/languages.ts';
import { useText } from '../../texts/use-text.ts';
import { COURSES } from '../course-queries.ts';
import { hoursIn } from './hours-in.ts';
import { SettingSection } from './setting-section.tsx';

/** A Monday. */
const FIRST_WEEKDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKS_AFTER = ['0', '1'] as const;

/** What is shown until a deadline is set: the end of the week, with a reminder the day before. */
const PROPOSED = { weekday: 7, weeksAfter: 0, time: '23:59', graceHours: 0, reminderHours: [24], escalationDays: null };

/** The version of what is not set, which no rule has: whoever sets one meanwhile was faster. */
const UNSET = 0;

/** When weekly logs are due, and who is told when. */
export function DeadlineSection({ organizationId }: { readonly organizationId: string }) {
  const text = useText();
  const done = useDone();
  const queries = useQueryClient();
  const [filling, setFilling] = useState(0);
  const queryKey = [...COURSES, 'log-deadline', organizationId];
  const query = useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<LogDeadline | null> => {
      try {
        return await lyceum.logDeadlines.get(organizationId, { signal });
      } catch (error) {
        if (error instanceof NotFound) return null;
        throw error;
      }
    },
  });
  return (
    <SettingSection
      title={text('courseSettings.deadline')}
      hint={text('courseSettings.deadline.hint')}
      query={query}
      filling={filling}
      save={(given, filled) =>
        lyceum.logDeadlines.replace(organizationId, ruleIn(given), { ifMatch: filled?.version ?? UNSET })
      }
      besides={
        <>
          {done.message}
          {query.data && (
            <Group justify="flex-end">
              <DialogButton
                label={text('courseSettings.deadline.none')}
                size="xs"
                title={text('courseSettings.deadline')}
                submit={text('courseSettings.deadline.none.submit')}
                isFinal
                action={() => lyceum.logDeadlines.delete(organizationId)}
                changes={COURSES}
                onDone={() => {
                  queries.setQueryData(queryKey, null);
                  setFilling(filling + 1);
                  done.say(text('courseSettings.deadline.gone'));
                }}
                says={text('courseSettings.deadline.none.text')}
              />
            </Group>
          )}
        </>
      }
    >
      {(filled) => (
        <>
          {!filled && <Text role="status">{text('courseSettings.deadline.unset')}</Text>}
          <Fields rule={filled ?? PROPOSED} />
        </>
      )}
    </SettingSection>
  );
}

type Rule = Pick<LogDeadline, 'weekday' | 'weeksAfter' | 'time' | 'graceHours' | 'reminderHours' | 'escalationDays'>;

function Fields({ rule }: { readonly rule: Rule }) {
  const text = useText();
  const days = new Intl.DateTimeFormat(localeOf(useLingui().i18n.locale), { weekday: 'long', timeZone: 'UTC' });
  const needed = { required: true, withAsterisk: false } as const;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NativeSelect
        name="weekday"
        label={text('courseSettings.weekday')}
        defaultValue={String(rule.weekday)}
        data={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
          value: String(day),
          label: days.format(FIRST_WEEKDAY + (day - 1) * DAY_MS),
        }))}
      />
      <NativeSelect
        name="weeksAfter"
        label={text('courseSettings.weeksAfter')}
        defaultValue={String(rule.weeksAfter)}
        data={WEEKS_AFTER.map((value) => ({ value, label: text(`courseSettings.weeksAfter.${value}`) }))}
      />
      <TextInput type="time" name="time" label={text('courseSettings.time')} defaultValue={rule.time} {...needed} />
      <TextInput
        type="number"
        name="graceHours"
        label={text('courseSettings.graceHours')}
        description={text('courseSettings.graceHours.hint')}
        defaultValue={String(rule.graceHours)}
        min={0}
        max={336}
        {...needed}
      />
      <TextInput
        name="reminderHours"
        label={text('courseSettings.reminderHours')}
        description={text('courseSettings.reminderHours.hint')}
        defaultValue={rule.reminderHours.join(', ')}
        inputMode="numeric"
      />
      <TextInput
        type="number"
        name="escalationDays"
        label={text('courseSettings.escalationDays')}
        description={text('courseSettings.escalationDays.hint')}
        defaultValue={rule.escalationDays === null ? '' : String(rule.escalationDays)}
        min={1}
        max={30}
      />
    </SimpleGrid>
  );
}

function ruleIn(given: FormData): SetLogDeadline {
  const escalation = textOrNull(given, 'escalationDays');
  return {
    weekday: Number(textIn(given, 'weekday')),
    weeksAfter: Number(textIn(given, 'weeksAfter')),
    time: textIn(given, 'time'),
    graceHours: Number(textIn(given, 'graceHours')),
    reminderHours: hoursIn(textIn(given, 'reminderHours')),
    escalationDays: escalation === null ? null : Number(escalation),
  };
}
