import { type CourseEnrolment, type CourseOffering, type CourseRegister, PreconditionFailed } from '@lyceum/sdk';
import { Group, Loader, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { lyceum } from '../../lyceum.ts';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { Form } from '../../shell/form.tsx';
import { TextLink } from '../../shell/links.tsx';
import { ProblemAlert } from '../../shell/problem-alert.tsx';
import { Section } from '../../shell/section.tsx';
import { useText } from '../../texts/use-text.ts';
import { useTimes } from '../../texts/use-times.ts';
import { COURSES } from '../course-queries.ts';
import { attendantsOn, type Marks, recordsOf } from './marks.ts';
import { MarkedStudents } from './marked-students.tsx';

interface Props {
  readonly offering: CourseOffering;
  readonly registerId: string;
  readonly enrolments: readonly CourseEnrolment[];
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

/** A register that was taken, to be changed or removed. */
export function EarlierRegister(props: Props) {
  const text = useText();
  const { offering, registerId } = props;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...COURSES, 'register', registerId],
    queryFn: ({ signal }) => lyceum.courseRegisters.get(offering.id, registerId, { signal }),
  });
  if (isPending) return <Loader aria-label={text('app.loading')} role="status" />;
  if (!data) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Changed {...props} register={data} />;
}

function Changed({
  offering,
  registerId,
  enrolments,
  onDone,
  register,
}: Props & { readonly register: CourseRegister }) {
  const text = useText();
  const times = useTimes();
  const queries = useQueryClient();
  const { heldOn, version, weekNumber, meetingNumber, records } = register;
  const [changes, setChanges] = useState<Marks>({});
  const registered = records.map(({ student }) => student);
  const attendants = attendantsOn(heldOn, enrolments, registered);
  const marks = { ...Object.fromEntries(records.map(({ student, status }) => [student.id, status])), ...changes };
  const change = useMutation({
    mutationFn: async () =>
      lyceum.courseRegisters.replace(
        offering.id,
        registerId,
        { records: recordsOf(attendants, marks) },
        { ifMatch: version },
      ),
    onSuccess: () => onDone(text('register.changed')),
    onSettled: () => queries.invalidateQueries({ queryKey: COURSES }),
  });
  const name = text('register.meeting', { week: weekNumber, meeting: meetingNumber });
  return (
    <Section title={name} hint={times.days({ from: heldOn, to: heldOn })}>
      <TextLink to="/courses/$offeringId/register" params={{ offeringId: offering.id }}>
        {text('register.another')}
      </TextLink>
      {change.isError && <ProblemAlert error={change.error} />}
      {change.error instanceof PreconditionFailed && <Text role="status">{text('register.somebodyElse')}</Text>}
      <Form
        error={change.error}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <Stack>
          <MarkedStudents
            attendants={attendants}
            marks={marks}
            empty={text('register.nobody')}
            submit={text('register.save')}
            isBusy={change.isPending}
            onMark={setChanges}
          />
        </Stack>
      </Form>
      <Group justify="flex-end">
        <DialogButton
          label={text('register.remove')}
          title={name}
          submit={text('register.remove.submit')}
          isFinal
          action={() => lyceum.courseRegisters.delete(offering.id, registerId)}
          changes={[...COURSES, 'registers']}
          onDone={() => onDone(text('register.removed'))}
          says={text('register.remove.text')}
        />
      </Group>
    </Section>
  );
}
