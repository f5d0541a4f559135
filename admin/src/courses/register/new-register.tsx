import type { CourseEnrolment, CourseOffering } from '@lyceum/sdk';
import { SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { Form } from '../../shell/form.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { COURSES } from '../course-queries.ts';
import { newSubmission } from '../logs/submit-log.ts';
import { weekOf } from '../logs/weeks.ts';
import { type Attempt, attemptAt } from './attempts.ts';
import { attendantsOn, type Marks, recordsOf } from './marks.ts';
import { MarkedStudents } from './marked-students.tsx';

const MOST_MEETINGS = 50;

interface Props {
  readonly offering: CourseOffering;
  readonly enrolments: readonly CourseEnrolment[];
  /** Where the institution is. */
  readonly today: string;
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

/** Takes the register of a meeting. */
export function NewRegister({ offering, enrolments, today, onDone }: Props) {
  const text = useText();
  const queries = useQueryClient();
  const { id, startDate, endDate } = offering;
  const [day, setDay] = useState(today > endDate ? endDate : today);
  const [meeting, setMeeting] = useState<string | null>(null);
  const [marks, setMarks] = useState<Marks>({});
  const week = weekOf(offering, day);
  const taken = useQuery({
    queryKey: [...COURSES, 'registers', id, 'of week', week],
    queryFn: async ({ signal }) =>
      (await lyceum.courseRegisters.list(id, { weekNumber: week, limit: 100 }, { signal })).data,
    enabled: week >= 1,
  });
  const next = Math.max(0, ...(taken.data ?? []).map(({ meetingNumber }) => meetingNumber)) + 1;
  const meetingNumber = meeting ?? String(next);
  const attendants = attendantsOn(day, enrolments);
  const records = recordsOf(attendants, marks);
  // An answer may be lost: until there is one, the same register is sent by the same name.
  const attempt = useRef<Attempt | null>(null);
  const take = useMutation({
    mutationFn: async () => {
      const register = { heldOn: day, meetingNumber: Number(meetingNumber), records };
      attempt.current = attemptAt(register, attempt.current, () => newSubmission('register'));
      return lyceum.courseRegisters.create(id, register, { idempotencyKey: attempt.current.key });
    },
    onSuccess: () => {
      attempt.current = null;
      setMarks({});
      setMeeting(null);
      onDone(text('register.taken', { count: records.length }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: COURSES }),
  });
  const isBegun = today >= startDate;
  return (
    <Section title={text('register.new')} hint={text('register.new.hint')}>
      {!isBegun && <Text role="status">{text('register.notBegun')}</Text>}
      {take.isError && <ProblemAlert error={take.error} />}
      {isBegun && (
        <Form
          error={take.error}
          fields={{ register_exists: 'meetingNumber' }}
          onSubmit={(event) => {
            event.preventDefault();
            // With its number, which is the next one no more once the server has it.
            setMeeting(meetingNumber);
            take.mutate();
          }}
        >
          <Stack>
            <SimpleGrid cols={2}>
              <TextInput
                type="date"
                name="heldOn"
                label={text('register.day')}
                value={day}
                min={startDate}
                max={today > endDate ? endDate : today}
                required
                withAsterisk={false}
                onChange={({ currentTarget: { value } }) => value !== '' && setDay(value)}
              />
              <TextInput
                type="number"
                name="meetingNumber"
                label={text('register.number')}
                value={meetingNumber}
                min={1}
                max={MOST_MEETINGS}
                required
                withAsterisk={false}
                onChange={({ currentTarget: { value } }) => setMeeting(value)}
              />
            </SimpleGrid>
            <MarkedStudents
              attendants={attendants}
              marks={marks}
              empty={text('register.nobody')}
              submit={text('register.take')}
              isBusy={take.isPending}
              onMark={setMarks}
            />
          </Stack>
        </Form>
      )}
    </Section>
  );
}
