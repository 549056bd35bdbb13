import { Field } from '../ui/field.js';
import { peopleWords } from '../words/people.js';

export type Role = keyof typeof peopleWords.roles;

const ROLES = Object.keys(peopleWords.roles) as Role[];

/** What the form of this field says; of a viewer, who may least, where it says none. */
export const roleIn = (form: FormData): Role => ROLES.find((role) => role === form.get('role')) ?? 'viewer';

/** Which role somebody has, from the one that may least. */
export const RoleField = ({ role = 'viewer', error }: { role?: Role; error: string | undefined }) => (
  <Field label={peopleWords.fields.role} error={error}>
    {(control) => (
      <select {...control} name="role" defaultValue={role}>
        {ROLES.map((each) => (
          <option key={each} value={each} selected={each === role}>
            {peopleWords.roles[each]}
          </option>
        ))}
      </select>
    )}
  </Field>
);
