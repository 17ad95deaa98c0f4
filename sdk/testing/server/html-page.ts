/** A page as proxies and gateways answer it. */
export function htmlPage(title: string): string {
    return `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${title}</h1></center></body>\r\n</html>\r\n`;
}
