import { Checkbox as Plain, type CheckboxProps } from '@mantine/core';
import { useFault } from '../form.tsx';

/** With a `value` it is one of several of a name, of which `FaultOf` says what is wrong. */
export function Checkbox(props: CheckboxProps) {
  const fault = useFault(props.value === undefined ? props.name : undefined);
  return <Plain error={fault} {...props} />;
}
