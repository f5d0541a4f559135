import type { Organization } from '@lyceum/sdk';
import { Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useId, useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { contentOf, PICTURES, readAsAddress } from '../shell/data-address.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Section } from '../shell/section.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useDone } from '../shell/use-done.tsx';
import { useText } from '../texts/use-text.ts';
import { BrandPreview } from './brand-preview.tsx';
import { COLOUR } from './ink.ts';
import { ORGANIZATIONS } from './use-organizations.ts';
import { FileField } from '../shell/fields/file-field.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Form } from '../shell/form.tsx';

/** Of Lyceum, where an organization has none. */
const OURS = '#1f4fbf';

interface ChosenPicture {
  /** Of the file. */
  readonly name: string;
  /** Of data. */
  readonly address: string;
}

interface Props {
  readonly organization: Organization;
}

/** Logo and colour, which booking pages and e-mails show. */
export function BrandSection({ organization }: Props) {
  const { id, name, version, color: savedColour, logoUrl } = organization;
  const text = useText();
  const queries = useQueryClient();
  const done = useDone();
  const [picture, setPicture] = useState<ChosenPicture | null>(null);
  const [color, setColour] = useState(savedColour ?? '');
  const given = color.trim().toLowerCase();
  const isChanged = picture !== null || given !== (savedColour ?? '');
  const save = useMutation({
    mutationFn: async () => {
      let present = version;
      if (picture !== null)
        ({ version: present } = await lyceum.organizationLogos.replace(
          id,
          { image: contentOf(picture.address) },
          { ifMatch: present },
        ));
      if (given !== (savedColour ?? ''))
        await lyceum.organizations.update(id, { color: given === '' ? null : given }, { ifMatch: present });
    },
    onSuccess: () => {
      setPicture(null);
      setColour(given);
      done.say(text('brand.saved'));
    },
    // Also when it failed: mostly somebody was faster, and the page shows what is so now.
    onSettled: () => queries.invalidateQueries({ queryKey: ORGANIZATIONS }),
  });
  const send = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    save.mutate();
  };
  const shownLogo = picture?.address ?? (logoUrl === null ? null : new URL(logoUrl).pathname);
  return (
    <Section title={text('brand.title')} hint={text('brand.hint')}>
      {done.message}
      {save.isError && <ProblemAlert error={save.error} />}
      <Form error={save.error} onSubmit={send}>
        <Stack>
          <LogoField file={picture?.name ?? ''} onChoose={setPicture} />
          <ColourField value={color} onChange={setColour} />
          <BrandPreview name={name} logo={shownLogo} color={COLOUR.test(given) ? given : OURS} />
          <Group justify="flex-end">
            <SteadyButton type="submit" isOff={!isChanged || save.isPending}>
              {text('brand.save')}
            </SteadyButton>
          </Group>
        </Stack>
      </Form>
      {/* Outside of the form, which would hear the dialog's as well (React's portals). */}
      {logoUrl !== null && (
        <Group justify="flex-end">
          <DialogButton
            label={text('brand.remove')}
            title={text('brand.remove.title', { name })}
            submit={text('brand.remove.submit')}
            action={() => lyceum.organizationLogos.delete(id, { ifMatch: version })}
            changes={ORGANIZATIONS}
            onDone={() => {
              setPicture(null);
              done.say(text('brand.removed'));
            }}
            says={text('brand.remove.text')}
          />
        </Group>
      )}
    </Section>
  );
}

interface LogoProps {
  readonly file: string;
  readonly onChoose: (picture: ChosenPicture) => void;
}

function LogoField({ file, onChoose }: LogoProps) {
  const text = useText();
  return (
    <FileField
      name="image"
      label={text('brand.logo')}
      description={text('brand.logo.hint')}
      choose={text('brand.logo.choose')}
      accept={PICTURES}
      file={file}
      onChoose={(chosen) => void readAsAddress(chosen).then((address) => onChoose({ name: chosen.name, address }))}
    />
  );
}

interface ColourProps {
  readonly value: string;
  readonly onChange: (color: string) => void;
}

/** Typed, or chosen in the browser's own dialog. */
function ColourField({ value, onChange }: ColourProps) {
  const text = useText();
  const id = useId();
  return (
    <Group align="flex-end" gap="sm" wrap="nowrap">
      <TextInput
        id={id}
        name="color"
        label={text('brand.colour')}
        description={text('brand.colour.hint')}
        placeholder={OURS}
        value={value}
        onChange={({ currentTarget: { value: typed } }) => onChange(typed)}
        maxLength={7}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <input
        type="color"
        aria-label={text('brand.colour.choose')}
        value={COLOUR.test(value.trim()) ? value.trim().toLowerCase() : OURS}
        onChange={({ currentTarget: { value: chosen } }) => onChange(chosen)}
        style={{ width: 44, height: 36, flexShrink: 0 }}
      />
    </Group>
  );
}
