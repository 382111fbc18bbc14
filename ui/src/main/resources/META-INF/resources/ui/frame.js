// Keys and the colour scheme: what the browser must decide before the server hears of it.
const KEYS = ['d', 'w', 'm', 'x', 'ArrowLeft', 'ArrowRight'];

function isTyping(event) {
  return event.composedPath().some((node) => {
    const name = node.localName;
    return name === 'input' || name === 'textarea' || node.isContentEditable
      || name === 'vaadin-popover' || name === 'vaadin-dialog' || name === 'vaadin-grid'
      || (node.getAttribute && node.getAttribute('role') === 'dialog');
  });
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
  const frame = document.querySelector('vaadin-app-layout.frame');
  if (!frame) return;
  if (event.key === '/') {
    const search = document.querySelector('.search input');
    if (search) {
      event.preventDefault();
      search.focus();
    }
    return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (KEYS.includes(key)) {
    frame.dispatchEvent(new CustomEvent('shortcut', { detail: key }));
  }
});

function isDark() {
  const chosen = document.documentElement.style.colorScheme;
  if (chosen === 'dark' || chosen === 'light') return chosen === 'dark';
  return matchMedia('(prefers-color-scheme: dark)').matches;
}

document.addEventListener('click', (event) => {
  if (!event.target.closest?.('.scheme-toggle')) return;
  const scheme = isDark() ? 'light' : 'dark';
  document.documentElement.style.colorScheme = scheme;
  try {
    localStorage.setItem('tillsight.scheme', scheme);
  } catch (ignored) {
    // Storage may be blocked; the choice then holds until the page is left.
  }
  document.dispatchEvent(new CustomEvent('scheme-change'));
});

// Copying happens here, because a browser only allows it in the moment of the click.
async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest?.('[data-copy]');
  if (!button) return;
  const words = button.querySelector('span:last-child');
  try {
    await copy(button.dataset.copy);
    words.textContent = 'Copied';
    button.setAttribute('data-copied', '');
  } catch (refused) {
    words.textContent = 'Select it by hand';
  }
  setTimeout(() => {
    words.textContent = 'Copy';
    button.removeAttribute('data-copied');
  }, 2000);
});
