import { perOperation } from '../../lib/memo.ts';
import { object } from '../../lib/read.ts';
import { WixError } from '../../wix/error.ts';
import type { GraphContext } from '../context.ts';
import { type Template, toTemplate } from './model.ts';
import { getTemplate } from './rest.ts';

/** Reads a template of an account by id, once per operation: one Get Template. Null if the account doesn't have it. */
export const templateById = perOperation(
  async (context: GraphContext, accountId: string, id: string): Promise<Template | null> => {
    try {
      const answer = await context.wix.call(getTemplate, { accountId, params: { templateId: id } });
      const template = toTemplate(object(answer.template), accountId);
      if (template.id === id) return template;
      throw new WixError('invalidResponse', 'returned another template', { endpoint: getTemplate.name });
    } catch (error) {
      if (error instanceof WixError && error.failure === 'notFound') return null;
      throw error;
    }
  },
);
