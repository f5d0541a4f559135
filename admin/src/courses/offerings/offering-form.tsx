import type { CourseOffering } from '@lyceum/sdk';
import { SimpleGrid } from '@mantine/core';
import { lyceum } from '../../lyceum.ts';
import { DialogButton } from '../../shell/dialog-button.tsx';
import { SearchSelect } from '../../shell/fields/search-select.tsx';
import { TextInput } from '../../shell/fields/text-input.tsx';
import { textIn, textOrNull } from '../../shell/form-values.ts';
import { useText } from '../../texts/use-text.ts';
import { partsOf, profilesOf } from '../choices.ts';
import { COURSES, titleOf } from '../course-queries.ts';
import type { StructureKindName } from '../structure/structure-kind-names.ts';

const MOST_STUDENTS = 100;

interface DoneProps {
  /** With what was done. */
  readonly onDone: (said: string) => void;
}

export function NewOfferingButton({ organizationId, onDone }: DoneProps & { readonly organizationId: string }) {
  const text = useText();
  return (
    <DialogButton
      label={text('courses.new')}
      variant="filled"
      title={text('courses.new.title')}
      submit={text('structure.new.submit')}
      action={(given) =>
        lyceum.courseOfferings.create({
          organizationId,
          ...valuesIn(given),
          ...(textIn(given, 'facilitatorId') !== '' && { facilitatorId: textIn(given, 'facilitatorId') }),
        })
      }
      changes={COURSES}
      onDone={(made) => onDone(text('structure.made', { name: titleOf(made) }))}
    >
      <Fields organizationId={organizationId} />
      <SearchSelect
        name="facilitatorId"
        label={text('courses.facilitator')}
        choices={profilesOf(organizationId, 'facilitators')}
      />
    </DialogButton>
  );
}

interface ChangeProps extends DoneProps {
  readonly offering: CourseOffering;
}

export function ChangeOfferingButton({ offering, onDone }: ChangeProps) {
  const text = useText();
  const { id, organizationId, version } = offering;
  const name = titleOf(offering);
  return (
    <DialogButton
      label={text('structure.change')}
      title={name}
      submit={text('structure.change.submit')}
      action={(given) => lyceum.courseOfferings.update(id, valuesIn(given), { ifMatch: version })}
      changes={COURSES}
      onDone={() => onDone(text('structure.changed', { name }))}
    >
      <Fields organizationId={organizationId} offering={offering} />
    </DialogButton>
  );
}

interface FieldsProps {
  readonly organizationId: string;
  readonly offering?: CourseOffering;
}

function Fields({ organizationId, offering }: FieldsProps) {
  const text = useText();
  const part = (name: 'module' | 'class' | 'cohort' | 'mode', kind: StructureKindName) => (
    <SearchSelect
      name={`${name}Id`}
      label={text(`courses.${name}`)}
      choices={partsOf(organizationId, kind)}
      isRequired
      {...(offering && { initial: { value: offering[name].id, label: offering[name].name } })}
    />
  );
  return (
    <>
      {part('module', 'modules')}
      {part('class', 'classes')}
      {part('cohort', 'cohorts')}
      {part('mode', 'modes')}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          type="date"
          name="startDate"
          label={text('courses.startDate')}
          defaultValue={offering?.startDate}
          required
          withAsterisk={false}
        />
        <TextInput
          type="date"
          name="endDate"
          label={text('courses.endDate')}
          defaultValue={offering?.endDate}
          required
          withAsterisk={false}
        />
      </SimpleGrid>
      <TextInput
        type="number"
        name="maxStudents"
        label={text('courses.maxStudents')}
        description={text('courses.maxStudents.hint')}
        min={1}
        max={MOST_STUDENTS}
        defaultValue={offering?.maxStudents ?? ''}
      />
    </>
  );
}

function valuesIn(given: FormData) {
  const most = textOrNull(given, 'maxStudents');
  return {
    moduleId: textIn(given, 'moduleId'),
    classId: textIn(given, 'classId'),
    cohortId: textIn(given, 'cohortId'),
    modeId: textIn(given, 'modeId'),
    startDate: textIn(given, 'startDate'),
    endDate: textIn(given, 'endDate'),
    maxStudents: most === null ? null : Number(most),
  };
}
