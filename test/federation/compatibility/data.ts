/** The data that the suite expects, from its public description. */
export interface Product {
  readonly id: string;
  readonly sku: string;
  readonly package: string;
  readonly variation: { readonly id: string };
  readonly dimensions: { readonly size: string; readonly weight: number; readonly unit: string };
  readonly notes: string | null;
  readonly research: readonly Research[];
}

export interface Research {
  readonly study: { readonly caseNumber: string; readonly description: string };
  readonly outcome: string | null;
}

export interface DeprecatedProduct {
  readonly sku: string;
  readonly package: string;
  readonly reason: string;
}

export interface User {
  readonly email: string;
  readonly name: string;
  readonly totalProductsCreated: number;
  readonly yearsOfEmployment: number;
}

export const theUser: User = {
  email: 'support@apollographql.com',
  name: 'Jane Smith',
  totalProductsCreated: 1337,
  yearsOfEmployment: 10,
};

export const allResearch: readonly Research[] = [
  { study: { caseNumber: '1234', description: 'Federation Study' }, outcome: null },
  { study: { caseNumber: '1235', description: 'Studio Study' }, outcome: null },
];

const product = (change: Pick<Product, 'id' | 'sku' | 'package' | 'variation' | 'research'>): Product => ({
  ...change,
  dimensions: { size: 'small', weight: 1, unit: 'kg' },
  notes: null,
});

export const allProducts: readonly Product[] = [
  product({
    id: 'apollo-federation',
    sku: 'federation',
    package: '@apollo/federation',
    variation: { id: 'OSS' },
    research: allResearch.slice(0, 1),
  }),
  product({
    id: 'apollo-studio',
    sku: 'studio',
    package: '',
    variation: { id: 'platform' },
    research: allResearch.slice(1),
  }),
];

export const allDeprecatedProducts: readonly DeprecatedProduct[] = [
  { sku: 'apollo-federation-v1', package: '@apollo/federation-v1', reason: 'Migrate to Federation V2' },
];
