import type { ChangeProfile, User } from '@lyceum/sdk';
import { SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../texts/languages.ts';
import { useText } from '../texts/use-text.ts';
import { UsernameField } from '../sign-in/username-field.tsx';
import { changesOf, personOf } from './person-changes.ts';
import { PublicProfileField } from './public-profile-field.tsx';
import { SaveForm } from './save-form.tsx';
import { Section } from '../shell/section.tsx';
import { SlugField } from '../shell/slug-field.tsx';
import { ZoneField } from '../shell/zone-field.tsx';
import { useMeChange } from './use-me.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Checkbox } from '../shell/fields/checkbox.tsx';

const LONGEST_NAME = 100;
const LONGEST_PART = 49;

/** What somebody is called, and when and how they are written to. */
export function PersonSection({ me }: { readonly me: User }) {
  const text = useText();
  const [person, setPerson] = useState(() => personOf(me));
  const save = useMeChange(me, (change: ChangeProfile, { version }) =>
    lyceum.users.updateMe(change, { ifMatch: version }),
  );
  const submit = () =>
    save.mutate(changesOf(person, personOf(me)), { onSuccess: (saved) => setPerson(personOf(saved)) });
  return (
    <Section title={text('profile.person')}>
      <SaveForm
        submit={text('profile.save')}
        isBusy={save.isPending}
        error={save.error}
        done={save.isSuccess ? text('profile.saved') : null}
        onSubmit={submit}
      >
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
          <TextInput
            name="name"
            label={text('profile.name')}
            value={person.name}
            onChange={({ currentTarget: { value } }) => setPerson({ ...person, name: value })}
            maxLength={LONGEST_NAME}
            autoComplete="name"
            required
            withAsterisk={false}
          />
          <TextInput
            name="firstName"
            label={text('profile.firstName')}
            value={person.firstName}
            onChange={({ currentTarget: { value } }) => setPerson({ ...person, firstName: value })}
            maxLength={LONGEST_PART}
            autoComplete="given-name"
          />
          <TextInput
            name="lastName"
            label={text('profile.lastName')}
            value={person.lastName}
            onChange={({ currentTarget: { value } }) => setPerson({ ...person, lastName: value })}
            maxLength={LONGEST_PART}
            autoComplete="family-name"
          />
        </SimpleGrid>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <ZoneField
            label={text('profile.timeZone')}
            value={person.timeZone}
            onChange={(timeZone) => setPerson({ ...person, timeZone })}
          />
          <NativeSelect
            name="language"
            label={text('profile.language')}
            value={person.language}
            onChange={({ currentTarget: { value } }) => setPerson({ ...person, language: value })}
            data={[
              { value: '', label: text('profile.language.none') },
              ...LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
            ]}
          />
        </SimpleGrid>
        <UsernameField
          value={person.username}
          onChange={({ currentTarget: { value } }) => setPerson({ ...person, username: value })}
        />
        <PublicProfileField
          saved={me}
          checked={person.isProfilePublic}
          onChange={(isProfilePublic) => setPerson({ ...person, isProfilePublic })}
        />
        <SlugField saved={me.slug} value={person.slug} onChange={(slug) => setPerson({ ...person, slug })} />
        <Checkbox
          name="busyWhenAttending"
          label={text('profile.busyWhenAttending')}
          checked={person.busyWhenAttending}
          onChange={({ currentTarget: { checked } }) => setPerson({ ...person, busyWhenAttending: checked })}
        />
      </SaveForm>
    </Section>
  );
}
