//! The loop of the full screen: draw, wait, take in. It must never draw without a reason.

use std::collections::VecDeque;
use std::io;

use crate::review::{Desk, Session, Sitting};

use super::super::colour::Colours;
use super::super::manner::Manner;
use super::Held;
use super::events::{Event, Events, stop};
use super::face::{Face, Step};
use super::window::Window;

/// Holds a session on the full screen. The terminal is given back before this returns, whatever
/// happens.
///
/// # Errors
/// Those of the desk. A terminal that is gone is no error but an interruption.
pub fn hold<D: Desk<Error: From<io::Error>>>(
    session: &mut Session,
    desk: &mut D,
    manner: Manner,
    colours: Colours,
) -> Result<Held, D::Error> {
    let mut face = Face::new(Sitting::new(session, desk, manner.time_limit), manner)?;
    let mut window = Window::take(colours)?;
    let mut events = Events::listen(window.modes())?;
    let mut typed = VecDeque::new();
    let ending = loop {
        let Some(next) = typed.pop_front() else {
            let size = window.size();
            let picture = face.picture(size);
            if window.draw(&picture, size).is_err() {
                break None;
            }
            match events.next() {
                Event::Typed(more) => typed.extend(more),
                Event::Redraw => {}
                Event::Suspend => {
                    window.give_back();
                    stop();
                    if window.take_again().is_err() {
                        break None;
                    }
                }
                Event::Resumed => {
                    if window.take_again().is_err() {
                        break None;
                    }
                }
                Event::Interrupted => break None,
            }
            continue;
        };
        match face.take(next)? {
            Step::Stay => {}
            Step::Leave(ending) => break Some(ending),
            Step::Edit => {
                window.give_back();
                events.lend(|| face.edit())?;
                if events.is_interrupted() || window.take_again().is_err() {
                    break None;
                }
            }
        }
    };
    let saved = face.saved();
    Ok(Held { ending, saved })
}
