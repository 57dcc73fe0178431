// Streamlit calls a component's function again whenever its data or the theme changes: the view is
// made once and then updated. It calls the cleanup of every call that a newer one overtakes, before
// or after that one: only where the component has left the page does a cleanup end the view.
export function mount(createView) {
  const views = new WeakMap(); // by parent element
  return ({ parentElement: root, data, setStateValue }) => {
    if (!views.has(root)) views.set(root, createView(root, data));
    views.get(root).update(data, setStateValue);
    return () => {
      if (root.isConnected) return;
      views.get(root)?.stop();
      views.delete(root);
    };
  };
}
