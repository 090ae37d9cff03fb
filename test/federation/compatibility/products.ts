import { DirectiveLocation, GraphQLDirective, type GraphQLSchema } from 'graphql';
import { createGraphBuilder } from '../../../src/graph/builder.ts';
import { isolateEntities } from '../../../src/graph/federation/entities.ts';
import { entity } from '../../../src/graph/federation/entity.ts';
import {
  allDeprecatedProducts,
  allProducts,
  allResearch,
  type DeprecatedProduct,
  type Product,
  type Research,
  theUser,
  type User,
} from './data.ts';

/**
 * The `products` subgraph that Apollo's compatibility suite asks for, made with the tools that the account graph is made with.
 * It links federation v2.3, because the suite accepts no newer version.
 */
export function createProductSchema(): GraphQLSchema {
  const builder = createGraphBuilder();
  builder.queryType({});

  const ProductRef = builder.objectRef<Product>('Product');
  const VariationRef = builder.objectRef<Product['variation']>('ProductVariation');
  const DimensionRef = builder.objectRef<Product['dimensions']>('ProductDimension');
  const ResearchRef = builder.objectRef<Research>('ProductResearch');
  const StudyRef = builder.objectRef<Research['study']>('CaseStudy');
  const DeprecatedProductRef = builder.objectRef<DeprecatedProduct>('DeprecatedProduct');
  const InventoryRef = builder.objectRef<{ id: string }>('Inventory');
  const UserRef = builder.externalRef('User', builder.selection<{ email: string }>('email'), (reference) => reference);

  ProductRef.implement({
    directives: [{ name: 'custom', args: {} }],
    fields: (t) => ({
      id: t.exposeID('id'),
      sku: t.exposeString('sku', { nullable: true }),
      package: t.exposeString('package', { nullable: true }),
      variation: t.expose('variation', { type: VariationRef, nullable: true }),
      dimensions: t.expose('dimensions', { type: DimensionRef, nullable: true }),
      createdBy: t.field({
        type: UserRef.provides<{ totalProductsCreated: number }>('totalProductsCreated'),
        nullable: true,
        resolve: () => theUser,
      }),
      notes: t.exposeString('notes', { nullable: true, tag: 'internal' }),
      research: t.expose('research', { type: [ResearchRef] }),
    }),
  });
  builder.asEntity(ProductRef, {
    key: [
      builder.selection<{ id: string }>('id'),
      builder.selection<{ sku: string; package: string }>('sku package'),
      builder.selection<{ sku: string; variation: { id: string } }>('sku variation { id }'),
    ],
    resolveReference: (key) =>
      allProducts.find((product) => {
        if ('id' in key) return product.id === key.id;
        if ('package' in key) return product.sku === key.sku && product.package === key.package;
        return product.sku === key.sku && product.variation.id === key.variation.id;
      }) ?? null,
  });

  VariationRef.implement({ fields: (t) => ({ id: t.exposeID('id') }) });
  DimensionRef.implement({
    shareable: true,
    fields: (t) => ({
      size: t.exposeString('size', { nullable: true }),
      weight: t.exposeFloat('weight', { nullable: true }),
      unit: t.exposeString('unit', { nullable: true, inaccessible: true }),
    }),
  });

  ResearchRef.implement({
    fields: (t) => ({
      study: t.expose('study', { type: StudyRef }),
      outcome: t.exposeString('outcome', { nullable: true }),
    }),
  });
  builder.asEntity(ResearchRef, {
    key: builder.selection<{ study: { caseNumber: string } }>('study { caseNumber }'),
    resolveReference: ({ study }) =>
      allResearch.find((research) => research.study.caseNumber === study.caseNumber) ?? null,
  });
  StudyRef.implement({
    fields: (t) => ({
      caseNumber: t.exposeID('caseNumber'),
      description: t.exposeString('description', { nullable: true }),
    }),
  });

  DeprecatedProductRef.implement({
    fields: (t) => ({
      sku: t.exposeString('sku'),
      package: t.exposeString('package'),
      reason: t.exposeString('reason', { nullable: true }),
      createdBy: t.field({ type: UserRef, nullable: true, resolve: () => theUser }),
    }),
  });
  entity(builder, DeprecatedProductRef, {
    keys: ['sku package'],
    readKey: (representation) => ({ sku: representation.text('sku'), package: representation.text('package') }),
    load: findDeprecated,
    node: { form: 'objectId', readKey: (id) => ({ sku: id, package: id }) },
  });

  UserRef.implement({
    externalFields: (t) => ({
      totalProductsCreated: t.int({ nullable: true }),
      yearsOfEmployment: t.int(),
    }),
    fields: (t) => ({
      email: t.exposeID('email'),
      name: t.string({ nullable: true, override: { from: 'users' }, resolve: () => theUser.name }),
      averageProductsCreatedPerYear: t.int({
        nullable: true,
        requires: builder.selection<Pick<User, 'totalProductsCreated' | 'yearsOfEmployment'>>(
          'totalProductsCreated yearsOfEmployment',
        ),
        resolve: ({ totalProductsCreated, yearsOfEmployment }) => Math.round(totalProductsCreated / yearsOfEmployment),
      }),
    }),
  });

  InventoryRef.implement({
    fields: (t) => ({
      id: t.exposeID('id'),
      deprecatedProducts: t.field({ type: [DeprecatedProductRef], resolve: () => allDeprecatedProducts }),
    }),
  });
  builder.asEntity(InventoryRef, {
    interfaceObject: true,
    key: builder.selection<{ id: string }>('id'),
    resolveReference: (reference) => reference,
  });

  builder.queryFields((t) => ({
    product: t.field({
      type: ProductRef,
      nullable: true,
      args: { id: t.arg.id({ required: true }) },
      resolve: (_root, { id }) => allProducts.find((product) => product.id === id) ?? null,
    }),
    deprecatedProduct: t.field({
      type: DeprecatedProductRef,
      nullable: true,
      deprecationReason: 'Use product query instead',
      args: { sku: t.arg.string({ required: true }), package: t.arg.string({ required: true }) },
      resolve: (_root, key) => findDeprecated(key),
    }),
  }));

  return isolateEntities(
    builder.toSubGraphSchema({
      linkUrl: 'https://specs.apollo.dev/federation/v2.3',
      composeDirectives: ['@custom'],
      directives: [new GraphQLDirective({ name: 'custom', locations: [DirectiveLocation.OBJECT] })],
      schemaDirectives: [
        { name: 'link', args: { url: 'https://myspecs.dev/myCustomDirective/v1.0', import: ['@custom'] } },
      ],
    }),
  );
}

function findDeprecated(key: { sku: string; package: string }): DeprecatedProduct | null {
  return allDeprecatedProducts.find(({ sku, package: name }) => sku === key.sku && name === key.package) ?? null;
}
